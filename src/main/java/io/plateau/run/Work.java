package io.plateau.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.engine.CalibrationResult;
import io.plateau.engine.RunControl;
import io.plateau.engine.TrainingTime;
import io.plateau.job.Job;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.store.Json;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the commands hand the real work to, once the command line and the job file are understood.
 * Bad data are an {@link io.plateau.train.DataException}; whoever calls turns anything thrown into
 * one message and an exit status.
 */
public interface Work extends AutoCloseable {
  /**
   * Reads and checks the data of a job; nothing is trained or written.
   *
   * @throws io.plateau.train.DataException where they are not what they must be
   */
  Training open(Job job);

  /**
   * Tells which jobs are opened from now on, one after the other, unless something fails: small
   * trainings among them may be made side by side.
   */
  default void expect(List<Job> jobs) {}

  /** Metrics of a finished run on other rows, by name. */
  Map<String, Double> evaluate(RunRows rows);

  /** Writes rows with prediction columns to {@code output}. */
  void predict(RunRows rows, String output, boolean overwrite);

  /**
   * Writes rows with prediction columns to a table of one of Spark's catalogs.
   *
   * @param table its name, as in SQL
   * @throws io.plateau.run.folder.OutputExistsException where there is a table or view of that name
   *     that is not to be replaced, or holds no predictions
   */
  void predictTable(RunRows rows, String table, boolean overwrite);

  /** Gives back what was opened for the work. */
  @Override
  default void close() {}

  /** A training whose data are known to be good. */
  interface Training {
    /** The job with all that follows from its data, such as the features by name. */
    Job job();

    /** Says in some lines what is to be trained on. */
    String describe();

    /** Bytes of the files with the rows, by path, from when they were read. */
    Map<String, Long> dataBytes();

    /**
     * Trains and saves the model at {@link RunFolder#model}, unless training diverged or was asked
     * to stop. Must not write to the run before the listener has heard of the beginning: only then
     * is the folder made.
     */
    Trained train(RunFolder run, TrainingListener listener, RunControl control);

    /**
     * Measures the trained network for the run's report, and writes what was found into the run.
     * Nothing where training diverged.
     */
    default void measure(RunFolder run) {}
  }

  /**
   * The result of a training.
   *
   * @param state the last, with the reason for stopping
   * @param metrics of the kept weights, by part of the rows and by name
   * @param seconds spent, by phase
   * @param time how the epochs spent theirs, or empty where no training was finished
   * @param calibration of the kept weights, or empty where none was asked for
   */
  record Trained(
      TrainingState state,
      Map<String, Map<String, Double>> metrics,
      Map<String, Double> seconds,
      Optional<TrainingTime> time,
      Optional<CalibrationResult> calibration) {
    public Trained {
      Objects.requireNonNull(state.stop(), "a training that ended has a reason");
      metrics = Map.copyOf(metrics);
      seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    /**
     * A training that was interrupted, or diverged: no weights are kept, so nothing is measured.
     */
    static Trained unfinished(TrainingState state, Map<String, Double> seconds) {
      return new Trained(state, Map.of(), seconds, Optional.empty(), Optional.empty());
    }

    /** The metrics of the {@code train}, {@code validation} or {@code test} rows; may be empty. */
    public Map<String, Double> metrics(String part) {
      return metrics.getOrDefault(part, Map.of());
    }

    /** The content of {@code metrics.json}, where a record has the names of its components. */
    public ObjectNode json() {
      ObjectNode all = Json.object();
      all.set("stopped", Json.tree(state.stop()));
      all.put("kept", state.keptEpoch());
      for (String part : List.of("train", "validation", "test")) {
        all.set(part, Json.numbers(metrics(part)));
      }
      all.set("seconds", Json.numbers(seconds));
      calibration.ifPresent(fitted -> all.set("calibration", Json.tree(fitted)));
      time.ifPresent(
          spent ->
              all.putObject("time")
                  .put("compute", spent.compute())
                  .put("waiting", spent.waiting())
                  .put("driver", spent.driver())
                  .put("rounds", spent.rounds())
                  .put("advice", spent.advice().orElse(null)));
      return all;
    }
  }
}
