package io.plateau.cli;

import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.run.Runs;
import io.plateau.run.Work;
import io.plateau.run.folder.DataFiles;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/** Trains two epochs and writes a model, unless told to do something else before. */
final class FakeWork implements Work {
  /** Each new one reads Hadoop's files. */
  private static final Configuration CONFIGURATION = new Configuration();

  Stop.Reason reason = Stop.Reason.PLATEAU;
  int stoppedAfter = 2;
  Throwable failure;
  Throwable failureAfterAnEpoch;

  /** What fails of a job, or null. */
  Function<Job, Throwable> failing = opened -> failure;

  Job job;
  boolean closed;
  String predicted;

  /** What is written before predictions fail, or nothing. */
  Consumer<Path> writing = output -> {};

  @Override
  public Training open(Job job) {
    this.job = job;
    fail(failing.apply(job));
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
    public Map<String, Long> dataBytes() {
      return DataFiles.of(opened.data(), CONFIGURATION);
    }

    @Override
    public Trained train(RunFolder run, TrainingListener listener, RunControl control) {
      listener.epoch(Runs.state(null, 0.5));
      fail(failureAfterAnEpoch);
      TrainingState last = Runs.state(new Stop(reason, "it is flat", stoppedAfter), 0.5, 0.25);
      listener.epoch(last);
      try {
        if (reason != Stop.Reason.DIVERGED) {
          Path metadata = Files.createDirectories(Path.of(run.model(), "metadata"));
          Files.writeString(metadata.resolve("part-00000"), "{}");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Trained(
          last,
          Map.of("test", Map.of("accuracy", 0.75)),
          Map.of(),
          Optional.empty(),
          Optional.empty());
    }
  }

  @Override
  public Map<String, Double> evaluate(RunRows rows) {
    fail(failure);
    return Map.of("accuracy", 0.9);
  }

  @Override
  public void predict(RunRows rows, String output, boolean overwrite) {
    writing.accept(Path.of(output));
    fail(failure);
    predicted = rows.uri() + " to " + output + (overwrite ? " anew" : "");
  }

  @Override
  public void predictTable(RunRows rows, String table, boolean overwrite) {
    fail(failure);
    predicted = rows.uri() + " to table " + table + (overwrite ? " anew" : "");
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
