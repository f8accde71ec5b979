package io.plateau.cli;

import io.plateau.run.RunFolder;
import io.plateau.run.Work;
import io.plateau.train.Stage;

/** Ends a training with its report. A model is worth more than pictures: no failure here is one. */
final class Reports {
  private Reports() {}

  /** Measures what was trained, makes the page and says where it is, or why there is none. */
  static void make(Work.Training training, RunFolder run, Shell shell) {
    Console console = shell.console();
    try {
      training.measure(run);
    } catch (RuntimeException e) {
      console
          .err()
          .println("the report lacks measurements of the network: " + Failures.of(e).message());
    }
    try {
      shell.say("report in " + shell.stages().during(Stage.REPORT, "", run::writeReport));
    } catch (RuntimeException e) {
      console
          .err()
          .println(
              "no report was made: "
                  + Failures.of(e).message()
                  + "; try again with: plateau report "
                  + run.uri());
    }
  }
}
