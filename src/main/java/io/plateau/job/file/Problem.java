package io.plateau.job.file;

import java.util.Objects;

/**
 * One thing that is wrong with a job.
 *
 * @param at where it was written
 * @param message what must hold, what came, and what to do
 */
public record Problem(Position at, String message) {
  public Problem {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(message, "message");
  }

  /** {@code letters.yaml:7: unknown key "learning_rate"; did you mean "learningRate"?} */
  @Override
  public String toString() {
    return at + ": " + message;
  }
}
