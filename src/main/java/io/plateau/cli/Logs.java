package io.plateau.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Levels of the log, on top of the place's log4j2.properties. Where another logger is behind SLF4J,
 * its own configuration rules.
 */
final class Logs {
  private Logs() {}

  /** Our own package says all it has to. */
  static void sayMore() {
    set(() -> Configurator.setLevel("io.plateau", Level.DEBUG));
  }

  /** Nobody says anything from now on. */
  static void silence() {
    set(() -> Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF));
  }

  private static void set(Runnable levels) {
    try {
      levels.run();
    } catch (LinkageError withoutLog4j) {
      return;
    }
  }
}
