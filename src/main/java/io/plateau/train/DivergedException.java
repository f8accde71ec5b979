package io.plateau.train;

/**
 * A training whose loss or gradient stopped being finite. There is no model; the history shows the
 * epochs until then.
 */
public class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient TrainingState state;

  public DivergedException(String message, TrainingState state) {
    super(message);
    this.state = state;
  }

  /** The last state, with the epochs until then. */
  public TrainingState state() {
    return state;
  }
}
