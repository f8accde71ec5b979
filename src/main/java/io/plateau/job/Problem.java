package io.plateau.job;

import java.util.regex.Pattern;

/**
 * One thing that is wrong with a job.
 *
 * @param at where it was written
 * @param message what must hold, what came, and what to do
 */
public record Problem(Position at, String message) {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  /** One line: {@code letters.yaml:7: unknown key "learning_rate"; did you mean "learningRate"?} */
  @Override
  public String toString() {
    return BREAKS.matcher(at + ": " + message).replaceAll(" ");
  }
}
