package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cluster.ChildJvm;
import io.plateau.run.Runs;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRecorder;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.train.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class InterruptionTest {
  @TempDir Path temporary;

  /** Work that fails since the process is ending, as Spark's does once its hook has stopped it. */
  static final class Ending {
    public static void main(String[] args) {
      CountDownLatch said = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(said)));
      ProgressDisplay display = display(System.out);
      if (args.length > 1) { // in a training
        RunFolder run = RunFolder.at(args[1], new Configuration(false));
        new Interruption(
            System.err::println,
            display,
            new RunRecorder(run, Runs.job(args[1]), RunRecorder.Mode.NEW),
            "");
      }
      FakeWork work = new FakeWork();
      work.failing =
          job -> {
            new Thread(() -> System.exit(130)).start();
            while (!Interruption.isTheEnd()) {
              Thread.onSpinWait();
            }
            while (LogManager.getRootLogger().getLevel() != Level.OFF) {
              Thread.onSpinWait();
            }
            // As Spark's threads do, which are rejected by pools that are shut down.
            System.err.println("rejected");
            LoggerFactory.getLogger("org.apache.spark").error("rejected");
            said.countDown();
            return new IllegalStateException("the context is gone");
          };
      Main.run(
          Console.system(),
          stages -> {
            stages.stageBegins(Stage.READ, "rows.csv");
            return work;
          },
          "check",
          args[0]);
      System.err.println("returned");
    }

    /** Also for what is said after it. */
    private static void await(CountDownLatch said) {
      try {
        said.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      LockSupport.parkNanos(500_000_000);
    }
  }

  @Test
  void nothingIsSaidOfFailuresOnceTheProcessEnds() throws IOException {
    assertThat(endOf(temporary.resolve("run").toString()))
        .contains("interrupted; ")
        .doesNotContain("gone", "Exception", "returned", "--verbose", "rejected");
  }

  @Test
  void aStageThatIsNotDoneIsALineOutsideOfATraining() throws IOException {
    assertThat(endOf()).endsWith("reading rows.csv ...\n").doesNotContain("gone");
  }

  /** What {@link Ending} has said at its end, of a job and other arguments. */
  private String endOf(String... others) throws IOException {
    Path job = Files.writeString(temporary.resolve("j.yaml"), "data: {path: d.csv, label: y}\n");
    List<String> arguments = Stream.concat(Stream.of(job.toString()), Stream.of(others)).toList();
    ChildJvm ending =
        ChildJvm.start(
            temporary.resolve("said"), "256m", Map.of(), Ending.class.getName(), arguments);
    assertThat(ending.status()).isEqualTo(130);
    return ending.said();
  }

  private static ProgressDisplay display(PrintStream stream) {
    return new ProgressDisplay(
        stream,
        true,
        () -> 0,
        TrainingSpec.of(Values.NONE.with(StoppingSpec.MAX_EPOCHS, 4)),
        false);
  }

  /** Of a training that goes on in its thread meanwhile nothing is written. */
  @Test
  void saysWhatIsLeft() throws IOException {
    Path folder = temporary.resolve("run");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressDisplay display = display(stream);
    RunFolder run = RunFolder.at(folder.toString(), new Configuration(false));
    RunRecorder recorder = new RunRecorder(run, Runs.job(folder.toString()), RunRecorder.Mode.NEW);
    try (Interruption watch =
        new Interruption(stream::println, display, recorder, "the same command continues")) {
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

  @Test
  void beginsALineBehindAStageThatIsNotDone() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String folder = temporary.resolve("run").toString();
    RunFolder run = RunFolder.at(folder, new Configuration(false));
    RunRecorder recorder = new RunRecorder(run, Runs.job(folder), RunRecorder.Mode.NEW);
    StageDisplay stages = new StageDisplay(stream, false, () -> 0);
    Shell shell =
        new Shell(
            new Console(stream, stream, false, () -> 0, temporary),
            stages,
            () -> new Configuration(false),
            FakeWork::new);
    stages.stageBegins(Stage.READ, "rows.csv");
    try (Interruption watch = new Interruption(shell::warn, display(stream), recorder, "")) {
      watch.say();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("reading rows.csv ...\ninterrupted; nothing was written\n");
  }
}
