package io.plateau.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The amount of logging, on top of the place's log4j2.properties. */
final class Logging {
  private Logging() {}

  /** With {@code verbose}, our own package says all it has to. */
  static void verbose(boolean verbose) {
    if (!verbose) {
      return;
    }
    try {
      Configurator.setLevel("io.plateau", Level.DEBUG);
    } catch (LinkageError withoutLog4j) {
      // Another logger is behind SLF4J there; its own configuration rules.
      return;
    }
  }
}
