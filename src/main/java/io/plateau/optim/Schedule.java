package io.plateau.optim;

/**
 * The learning rate over time, as a factor of the base rate. Immutable; prints as written in a job.
 */
public interface Schedule extends java.io.Serializable {
  /**
   * The factor at a point in time.
   *
   * @param epoch epochs done, with the fraction of the current one; 0 at the first step
   */
  double factor(double epoch);

  /**
   * The cycle, from 0, that a point in time lies in; 0 for a schedule that has none.
   *
   * @param epoch as in {@link #factor}
   */
  default int cycle(double epoch) {
    return 0;
  }
}
