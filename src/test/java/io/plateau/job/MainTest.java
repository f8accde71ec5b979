package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.engine.DataException;
import io.plateau.engine.RunControl;
import io.plateau.job.file.Job;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeWork work = new FakeWork();
  private String job;
  private String output;

  /** Trains two epochs and writes a model, unless told to do something else before. */
  private final class FakeWork implements Work {
    private Stop.Reason reason = Stop.Reason.PLATEAU;
    private Throwable failure;
    private Throwable failureAfterAnEpoch;
    private Job job;
    private boolean closed;
    private String predicted;

    @Override
    public Training open(Job job) {
      this.job = job;
      fail(failure);
      return new FakeTraining(job);
    }

    private final class FakeTraining implements Training {
      private final Job opened;

      FakeTraining(Job opened) {
        this.opened = opened;
      }

      @Override
      public Job job() {
        return opened;
      }

      @Override
      public String describe() {
        return "16 features, 26 classes";
      }

      @Override
      public Trained train(RunFolder run, TrainingListener listener, RunControl control) {
        listener.epoch(Runs.state(null, 0.5));
        fail(failureAfterAnEpoch);
        TrainingState last = Runs.state(new Stop(reason, "it is flat", 2), 0.5, 0.25);
        listener.epoch(last);
        try {
          Files.createDirectories(Path.of(run.model()));
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
        return new Trained(last, Map.of(), Map.of(), Map.of("accuracy", 0.75), Map.of(), null);
      }
    }

    @Override
    public Map<String, Double> evaluate(RunFolder run, String data) {
      fail(failure);
      return Map.of("accuracy", 0.9);
    }

    @Override
    public void predict(RunFolder run, String data, String output, boolean overwrite) {
      fail(failure);
      predicted = data + " to " + output + (overwrite ? " anew" : "");
    }

    @Override
    public void close() {
      closed = true;
    }

    private void fail(Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      } else if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    }
  }

  @BeforeEach
  void write() throws IOException {
    output = folder.resolve("run").toString();
    job =
        Files.writeString(
                folder.resolve("letters.yaml"),
                "data: {path: d.csv, label: y}\noutput: " + output + "\n")
            .toString();
  }

  private int run(String... args) {
    Supplier<Work> supplier = () -> work;
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            () -> 0,
            folder);
    return Main.run(console, supplier, args);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void trains() {
    assertThat(run("train", job, "seed=3", "network.hidden=[8, 4]")).isZero();
    assertThat(work.job.seed()).isEqualTo(3);
    assertThat(work.job.network().hidden()).containsExactly(8, 4);
    assertThat(work.closed).isTrue();
    assertThat(complained()).isEmpty();
    assertThat(said())
        .startsWith("name: letters\nseed: 3\n")
        .contains("\nepoch 1/100  loss 0.5000")
        .endsWith(
            "stopped after epoch 2: it is flat\ntest accuracy 0.7500\nrun in "
                + output
                + "\nreport in "
                + output
                + "/report.html\n");
    assertThat(Path.of(output, "metrics.json")).exists();
    assertThat(Path.of(output, "history.jsonl")).exists();
  }

  @Test
  void aBrokenJobIsTwoAndStartsNothing() {
    assertThat(run("train", job, "lr=1", "seed=x")).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            """
            override "lr=1": unknown key "lr"; did you mean "optimizer.learningRate"?
            override "seed=x": seed must be a whole number; got "x"
            """);
    assertThat(work.job).isNull();
    assertThat(said()).isEmpty();
  }

  @Test
  void aMissingJobIsTwo() {
    assertThat(run("check", folder + "/gone.yaml")).isEqualTo(2);
    assertThat(run("check", "file://" + folder + "/gone.yaml")).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            folder
                + "/gone.yaml: cannot read the job file: no such file\nfile://"
                + folder
                + "/gone.yaml: cannot read the job file: no such file\n");
  }

  @Test
  void readsAJobByItsUri() {
    assertThat(run("check", "file://" + job, "seed=5")).isZero();
    assertThat(work.job.seed()).isEqualTo(5);
  }

  @Test
  void badDataAreThreeAndLeaveNoTrace() {
    work.failure = new DataException("column \"y\" is missing in d.csv");
    assertThat(run("train", job)).isEqualTo(3);
    assertThat(complained())
        .isEqualTo(
            "column \"y\" is missing in d.csv\n(--verbose writes the stack trace to a file)\n");
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void verboseWritesTheStackTraceToAFile() {
    work.failure = new DataException("column \"y\" is missing");
    assertThat(run("train", job, "--verbose")).isEqualTo(3);
    Path log = folder.resolve("plateau-error.log");
    assertThat(complained()).isEqualTo("column \"y\" is missing\nstack trace in " + log + "\n");
    assertThat(log).content().contains("DataException: column \"y\" is missing\n\tat io.plateau");
  }

  @Test
  void badDataLeaveAnOlderRunAlone() throws IOException {
    assertThat(run("train", job)).isZero();
    String before = Files.readString(Path.of(output, "metrics.json"));
    work.failure = new DataException("no rows");
    assertThat(run("train", job, "--overwrite")).isEqualTo(3);
    assertThat(Path.of(output, "metrics.json")).hasContent(before);
    assertThat(Path.of(output, "model")).exists();
  }

  @Test
  void anOlderRunIsFiveUnlessOverwritten() {
    assertThat(run("train", job)).isZero();
    assertThat(run("train", job)).isEqualTo(5);
    assertThat(complained())
        .isEqualTo(
            output
                + " holds a run already; replace it with --overwrite, or choose another output\n");
    assertThat(run("train", job, "--overwrite")).isZero();
  }

  @Test
  void divergenceIsFour() {
    work.reason = Stop.Reason.DIVERGED;
    assertThat(run("train", job)).isEqualTo(4);
    assertThat(complained()).isEqualTo("diverged: it is flat; no model was saved\n");
    assertThat(Path.of(output, "metrics.json")).content().contains("DIVERGED");
  }

  @Test
  void anythingElseIsOne() {
    work.failureAfterAnEpoch = new IllegalStateException("executor lost");
    assertThat(run("train", job)).isEqualTo(1);
    assertThat(complained()).startsWith("IllegalStateException: executor lost\n");
    assertThat(work.closed).isTrue();
    work.failure = new OutOfMemoryError("Java heap space");
    assertThat(run("check", job)).isEqualTo(1);
    assertThat(complained()).contains("out of memory (Java heap space); give more with");
  }

  @Test
  void evaluatesAndPredicts() {
    assertThat(run("train", job)).isZero();
    assertThat(run("evaluate", output, "--data", "new.csv")).isZero();
    assertThat(said()).endsWith("accuracy 0.9000\n");
    String predictions = folder.resolve("p").toString();
    assertThat(run("predict", output, "--data=new.csv", "--output", predictions)).isZero();
    assertThat(work.predicted).isEqualTo("new.csv to " + predictions);
    assertThat(run("predict", output, "--data=new.csv", "--output", output)).isEqualTo(5);
    assertThat(run("predict", output, "--data=new.csv", "--output", output, "--overwrite"))
        .isZero();
    assertThat(work.predicted).isEqualTo("new.csv to " + output + " anew");
  }

  @Test
  void aFolderThatIsNoRunIsTwo() {
    assertThat(run("evaluate", folder.toString(), "--data", "x")).isEqualTo(2);
    assertThat(complained()).isEqualTo(folder + " is not a run: there is no job.yaml in it\n");
  }

  @Test
  void checksWithoutWriting() {
    assertThat(run("check", job)).isZero();
    assertThat(said()).endsWith("\n16 features, 26 classes\n" + job + " can be trained\n");
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void aWrongCommandLineIsTwoWithAHint() {
    assertThat(run("trian", job)).isEqualTo(2);
    assertThat(complained())
        .contains("Did you mean: plateau train")
        .endsWith("Try: plateau --help\n");
    err.reset();
    assertThat(run()).isEqualTo(2);
    assertThat(complained()).isEqualTo("a command is missing\nTry: plateau --help\n");
    err.reset();
    assertThat(run("evaluate", output)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo("Missing required option: '--data=URI'\nTry: plateau evaluate --help\n");
    err.reset();
    assertThat(run("train", job, "--overwrit")).isEqualTo(2);
    assertThat(complained()).contains("--overwrite");
  }

  @Test
  void helpNamesEveryCommandAndStatus() {
    assertThat(run("--help")).isZero();
    assertThat(said())
        .contains("train", "evaluate", "predict", "check", "plateau train jobs/letters.yaml")
        .contains("5   the output exists");
    assertThat(said().lines()).allMatch(line -> line.length() <= 80);
    for (String command : new String[] {"train", "evaluate", "predict", "check"}) {
      out.reset();
      assertThat(run(command, "--help")).isZero();
      assertThat(said()).startsWith("Usage: plateau " + command).contains("Example");
    }
    out.reset();
    assertThat(run("--version")).isZero();
    assertThat(said()).startsWith("plateau ").contains("\nSpark 4.");
  }
}
