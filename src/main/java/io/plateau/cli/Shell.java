package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.run.RunTraining;
import io.plateau.run.Work;
import io.plateau.run.folder.RunFolder;
import io.plateau.train.HistoryListener;
import io.plateau.train.Stage;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * The context of all commands.
 *
 * @param console to talk on
 * @param stages listener to what commands do before and after the rounds of a training
 * @param configuration of spark-submit and of Hadoop's files, without starting Spark; read by the
 *     first who needs it
 * @param work that is done; opened by the first who needs it
 */
record Shell(
    Console console,
    StageDisplay stages,
    Supplier<Configuration> configuration,
    Supplier<Work> work) {
  Configuration hadoop() {
    return configuration.get();
  }

  Job job(String file, List<String> overrides) {
    return stages.during(
        Stage.READ, file, () -> JobReader.read(file, JobText.text(file, hadoop()), overrides));
  }

  RunFolder run(String uri) {
    return RunFolder.at(uri, hadoop());
  }

  void say(String text) {
    console.out().println(text);
  }

  /** Says numbers by name, each behind a prefix. */
  void say(String prefix, Map<String, Double> metrics) {
    metrics.forEach((name, value) -> say(prefix + name + " " + Figures.loss(value)));
  }

  /** Warns on a line of its own, behind that of a stage that is under way or has failed. */
  void warn(String text) {
    stages.close();
    console.err().println(text);
  }

  /**
   * Trains with a display of its progress; the first SIGTERM stops a run that can be resumed.
   *
   * @param advice what to do when the process is ended in the middle, a clause
   */
  Work.Trained train(RunTraining run, TrainingListener others, String advice) {
    ProgressDisplay display =
        new ProgressDisplay(
            console.out(),
            console.live(),
            console.nanoTime(),
            run.job().spec(),
            Sparkline.canBeShown());
    StopRequest request = new StopRequest();
    try (Interruption watch = new Interruption(this::warn, display, run.recorder(), advice);
        TerminationSignal signal = run.resumable() ? TerminationSignal.stops(request) : null) {
      return run.train(watch.listener().and(others).and(untilTheEnd(signal)), request);
    }
  }

  /** After the last epoch there is no training to stop, though a model to save and to measure. */
  private static TrainingListener untilTheEnd(TerminationSignal signal) {
    return new HistoryListener() {
      @Override
      public void epoch(TrainingState state) {
        if (signal != null && !state.unfinished()) {
          signal.close();
        }
      }
    };
  }

  /**
   * Measures what was trained, makes the report and says where it is, or why there is none. A model
   * is worth more than pictures: no failure here is one.
   */
  void report(RunTraining run) {
    try {
      run.measure();
    } catch (RuntimeException e) {
      Interruption.holdAtTheEnd();
      warn("the report lacks measurements of the network: " + Failures.of(e).message());
    }
    report(run.folder());
  }

  /** Makes the report of what a run has measured, and says where it is, or why there is none. */
  void report(RunFolder folder) {
    try {
      say("report in " + stages.during(Stage.REPORT, "", folder::writeReport));
    } catch (RuntimeException e) {
      Interruption.holdAtTheEnd();
      warn(
          "no report was made: %s; try again with: plateau report %s"
              .formatted(Failures.of(e).message(), folder.uri()));
    }
  }
}
