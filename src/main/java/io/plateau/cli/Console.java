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
    // Not the console that newer versions of Java have without a terminal, too.
    System.setProperty("jdk.console", "java.base");
    // Java does not know where its errors go; scripts/plateau does.
    boolean live = System.console() != null && System.getenv("PLATEAU_PLAIN") == null;
    return new Console(System.out, System.err, live, System::nanoTime, Path.of(""));
  }
}
