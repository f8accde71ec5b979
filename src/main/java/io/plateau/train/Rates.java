package io.plateau.train;

import io.plateau.optim.Schedule;

/**
 * The learning rate of every step: base × schedule × what plateaus so far have taken off.
 *
 * @param base positive
 * @param reduction or null for none
 */
public record Rates(double base, Schedule schedule, ReduceOnPlateau reduction) {
  public Rates {
    if (!(base > 0)) {
      throw new IllegalArgumentException("the learning rate must be positive, got " + base);
    }
  }

  /** The rate of step {@code step} of {@code steps} in the epoch that follows {@code history}. */
  public double at(History history, int step, int steps) {
    double reduced = reduction == null ? base : base * reduction.factorAfter(history);
    return reduced * schedule.factor(history.size() + (double) step / steps);
  }
}
