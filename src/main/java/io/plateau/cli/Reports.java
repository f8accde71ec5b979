package io.plateau.cli;

import io.plateau.run.RunFolder;
import io.plateau.run.Work;

/** Ends a training with its report. A model is worth more than pictures: no failure here is one. */
final class Reports {
  private Reports() {}

  /** Measures what was trained, makes the page and says where it is, or why there is none. */
  static void make(Work.Training training, RunFolder run, Console console) {
    try {
      training.measure(run);
    } catch (RuntimeException e) {
      console
          .err()
          .println("the report lacks measurements of the network: " + Failures.of(e).message());
    }
    try {
      console.out().println("report in " + run.writeReport());
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
