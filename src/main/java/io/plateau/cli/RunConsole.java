package io.plateau.cli;

import io.plateau.run.RunFolder;
import io.plateau.run.RunTraining;
import io.plateau.run.Work;
import io.plateau.train.Stage;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;

/** Shows a run on the console, from its first epoch to its report. */
record RunConsole(Shell shell) {

  /** Trains; the first SIGTERM stops a run that can be resumed. */
  Work.Trained train(RunTraining run, TrainingListener others) {
    Console console = shell.console();
    ProgressDisplay display =
        new ProgressDisplay(
            console.out(),
            console.live(),
            console.nanoTime(),
            run.job().spec().stopping().maxEpochs());
    StopRequest request = new StopRequest();
    try (Interruption watch = new Interruption(console.err(), display, run.recorder());
        TerminationSignal signal = run.resumable() ? TerminationSignal.stops(request) : null) {
      return run.train(watch.listener().and(others).and(untilTheEnd(signal)), request);
    }
  }

  /** After the last epoch there is no training to stop, though a model to save and to measure. */
  private static TrainingListener untilTheEnd(TerminationSignal signal) {
    return new TrainingListener() {
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
    RunFolder folder = run.folder();
    try {
      run.measure();
    } catch (RuntimeException e) {
      warn("the report lacks measurements of the network: " + Failures.of(e).message());
    }
    try {
      shell.say("report in " + shell.stages().during(Stage.REPORT, "", folder::writeReport));
    } catch (RuntimeException e) {
      warn(
          "no report was made: %s; try again with: plateau report %s"
              .formatted(Failures.of(e).message(), folder.uri()));
    }
  }

  void warn(String text) {
    shell.console().err().println(text);
  }
}
