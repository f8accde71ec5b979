package io.plateau.train;

/**
 * The end of a training: why and when.
 *
 * @param reason for programs
 * @param detail for people, a clause such as {@code validationLoss has not improved by 0.0001 in 8
 *     epochs}
 * @param epoch after which it ended
 */
public record Stop(Reason reason, String detail, int epoch) {
  /** The kinds of ends. */
  public enum Reason {
    PLATEAU,
    MAX_EPOCHS,
    TIME_BUDGET,
    TARGET,
    CONVERGED,
    DIVERGED,
    /** Somebody asked for it; the training can be resumed. */
    INTERRUPTED
  }
}
