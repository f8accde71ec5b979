package io.plateau.job;

/**
 * Where something was written.
 *
 * @param source a file's name, or {@code override "key=value"}
 * @param line from 1, or 0 where there are no lines to tell apart
 */
public record Position(String source, int line) {
  /** {@code letters.yaml:7}, or the source alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
