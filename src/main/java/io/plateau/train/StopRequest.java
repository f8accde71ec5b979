package io.plateau.train;

/**
 * Lets another thread end a training: between two rounds it looks whether that was asked for. The
 * epoch that is under way does not count, so that the state at the end is one to resume from.
 */
public final class StopRequest {
  private volatile boolean made;

  /** Asks the training to end; more than once is once. */
  public void make() {
    made = true;
  }

  /** Whether it was asked for. */
  public boolean made() {
    return made;
  }
}
