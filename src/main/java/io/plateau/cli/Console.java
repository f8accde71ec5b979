package io.plateau.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Terminal or streams that commands write to.
 *
 * @param out results and the progress of epochs
 * @param err stages, warnings and failures
 * @param live whether both are a terminal, where a line may be drawn over
 * @param nanoTime a clock for what is shown
 * @param folder where an error's log goes
 */
record Console(PrintStream out, PrintStream err, boolean live, LongSupplier nanoTime, Path folder) {

  /** That of this process. */
  static Console system() {
    return new Console(
        System.out, System.err, System.console() != null, System::nanoTime, Path.of(""));
  }
}
