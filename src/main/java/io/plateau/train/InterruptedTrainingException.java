package io.plateau.train;

/**
 * A training that was asked to stop before its end. There is no model; the training can be resumed.
 */
public class InterruptedTrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient TrainingState state;

  public InterruptedTrainingException(TrainingState state) {
    super(
        "training stopped after epoch %d: %s"
            .formatted(state.history().size(), state.stop().detail()));
    this.state = state;
  }

  /** The last state, with the epochs until then. */
  public TrainingState state() {
    return state;
  }
}
