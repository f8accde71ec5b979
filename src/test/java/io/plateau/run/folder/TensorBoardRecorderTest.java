package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.job.JobReader;
import io.plateau.run.Runs;
import io.plateau.train.TrainingState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardRecorderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);

  @TempDir private Path folder;

  private RunFolder run() {
    return RunFolder.at(folder.toString(), new Configuration());
  }

  private List<byte[]> records() throws Exception {
    return EventFileTest.records(Files.readAllBytes(folder.resolve(TensorBoardRecorder.FILE)));
  }

  @Test
  void writesARecordAnEpochBehindTheVersion() throws Exception {
    try (TensorBoardRecorder recorder = new TensorBoardRecorder(run(), CLOCK)) {
      recorder.write(Runs.epoch(1, 0.5));
      recorder.write(Runs.epoch(2, 0.25));
    }
    List<byte[]> records = records();
    assertThat(records).hasSize(3);
    Map<Integer, List<Object>> second = EventFileTest.fields(records.get(2));
    assertThat(second.get(1)).containsExactly(Double.doubleToLongBits(1.8e9));
    assertThat(second.get(2)).containsExactly(2L);
    List<Object> values = EventFileTest.fields((byte[]) second.get(5).get(0)).get(1);
    assertThat(values)
        .extracting(value -> text(EventFileTest.fields((byte[]) value).get(1)))
        .containsExactly(
            "loss/training",
            "loss/validation",
            "validation/accuracy",
            "training/learningRate",
            "training/gradientNorm",
            "training/rowsPerSecond");
    assertThat(values)
        .extracting(value -> EventFileTest.fields((byte[]) value).get(2).get(0))
        .startsWith(Float.floatToIntBits(0.25f), Float.floatToIntBits(0.5f));
  }

  private RunRecorder recorder(RunRecorder.Mode mode) {
    String text = "logs: tensorboard\ndata: {path: d.csv, label: y}";
    return new RunRecorder(
        run(), JobReader.read("job.yaml", text, List.of("output=" + folder)), mode);
  }

  private List<Object> epochs() throws Exception {
    return records().stream()
        .skip(1)
        .map(record -> EventFileTest.fields(record).get(2).get(0))
        .toList();
  }

  @Test
  void aResumedRunHasAllItsEpochsOnce() throws Exception {
    TrainingState saved = Runs.state(null, 0.5, 0.25);
    try (RunRecorder recorder = recorder(RunRecorder.Mode.NEW)) {
      recorder.epoch(saved);
    }
    try (RunRecorder recorder = recorder(RunRecorder.Mode.RESUME)) {
      recorder.resumed(saved);
      recorder.epoch(Runs.state(null, 0.5, 0.25, 0.125));
    }
    assertThat(epochs()).containsExactly(1L, 2L, 3L);
  }

  /** The training may go on while its process ends. */
  @Test
  void nothingIsWrittenOnceTheRunIsClosed() throws Exception {
    RunRecorder recorder = recorder(RunRecorder.Mode.NEW);
    recorder.epoch(Runs.state(null, 0.5));
    recorder.close();
    recorder.epoch(Runs.state(null, 0.5, 0.25));
    recorder.resumed(Runs.state(null, 0.5, 0.25));
    assertThat(epochs()).containsExactly(1L);
  }

  private static String text(List<Object> bytes) {
    return new String((byte[]) bytes.get(0), StandardCharsets.UTF_8);
  }
}
