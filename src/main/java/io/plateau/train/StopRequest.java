package io.plateau.train;

/**
 * A request by another thread to end a training, which looks for it between two rounds. The epoch
 * under way does not count, so that training can resume from the state at the end.
 */
public final class StopRequest {
  private volatile boolean made;

  /** Asks the training to end; more than once is once. */
  public void make() {
    made = true;
  }

  /** Whether the request was made. */
  public boolean made() {
    return made;
  }
}
