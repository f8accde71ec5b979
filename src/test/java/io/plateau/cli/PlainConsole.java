package io.plateau.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A console that is no terminal, whose output tests read. */
final class PlainConsole {
  private PlainConsole() {}

  static Console of(OutputStream out, OutputStream err, Path folder) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        () -> 0,
        folder);
  }
}
