package io.plateau.train;

/**
 * A request by another thread to end a training, which looks for it between two rounds. The epoch
 * under way does not count, so that training can resume from the state at the end.
 */
public final class StopRequest {
  private final boolean keepsBest;
  private volatile boolean made;

  /** A request after which there is no model, but a state to resume from. */
  public StopRequest() {
    this(false);
  }

  private StopRequest(boolean keepsBest) {
    this.keepsBest = keepsBest;
  }

  /** A request after which the model has the best weights until then. */
  public static StopRequest keepingBest() {
    return new StopRequest(true);
  }

  /** Asks the training to end; more than once is once. */
  public void make() {
    made = true;
  }

  public boolean made() {
    return made;
  }

  /** Whether a training that ends by the request gives a model, if it has made an epoch. */
  public boolean keepsBest() {
    return keepsBest;
  }
}
