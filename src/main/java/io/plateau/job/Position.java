package io.plateau.job;

import java.util.Objects;

/**
 * Where something was written.
 *
 * @param source a file's name, or {@code override "key=value"}
 * @param line from 1, or 0 where there are no lines to tell apart
 */
public record Position(String source, int line) {
  public Position {
    Objects.requireNonNull(source, "source");
    if (line < 0) {
      throw new IllegalArgumentException("a line is at least 0, got " + line);
    }
  }

  /** {@code letters.yaml:7}, or the source alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
