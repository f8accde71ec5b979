package io.plateau.job;

/**
 * A value laid over what a job file says.
 *
 * @param at where it was written
 * @param text {@code key=value} with a dotted key
 */
public record Replacement(Position at, String text) {
  /** One from the command line, which has no place but itself. */
  static Replacement given(String text) {
    return new Replacement(new Position("override \"" + text + "\"", 0), text);
  }

  String key() {
    return text.substring(0, text.indexOf('=')).strip();
  }
}
