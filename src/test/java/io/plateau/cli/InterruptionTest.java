package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.run.RunFolder;
import io.plateau.run.RunRecorder;
import io.plateau.run.Runs;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
  @TempDir Path temporary;

  /** Of a training that goes on in its thread meanwhile nothing is written. */
  @Test
  void saysWhatIsLeft() throws IOException {
    Path folder = temporary.resolve("run");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressDisplay display =
        new ProgressDisplay(
            stream,
            true,
            () -> 0,
            TrainingSpec.of(Values.NONE.with(StoppingSpec.MAX_EPOCHS, 4)),
            false);
    RunFolder run = RunFolder.at(folder.toString(), new Configuration(false));
    RunRecorder recorder = new RunRecorder(run, Runs.job(folder.toString()), RunRecorder.Mode.NEW);
    try (Interruption watch =
        new Interruption(stream, display, recorder, "the same command continues")) {
      recorder.and(watch.listener()).epoch(Runs.state(null, 0.5));
      watch.say();
      recorder.epoch(Runs.state(null, 0.5, 0.25));
    }
    assertThat(folder.resolve("history.jsonl")).content().hasLineCount(1);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\repoch 1/4 [")
        .endsWith(
            " rate 0.002\ninterrupted; "
                + folder
                + " holds the history of 1 epoch and no model; the same command continues\n");
  }
}
