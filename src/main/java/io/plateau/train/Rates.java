package io.plateau.train;

import io.plateau.optim.Require;
import io.plateau.optim.Schedule;
import java.io.Serializable;
import java.util.Objects;

/**
 * The learning rate of every step: base × schedule × what plateaus so far have taken off.
 *
 * @param base positive
 * @param reduction or null for none
 */
public record Rates(double base, Schedule schedule, ReduceOnPlateau reduction)
    implements Serializable {
  public Rates {
    Require.positive("the learning rate", base);
    Objects.requireNonNull(schedule, "schedule");
  }

  /** The rates of the epoch that follows {@code history}, which is folded once. */
  public Epoch after(History history) {
    double reduced = reduction == null ? base : base * reduction.factorAfter(history);
    return new Epoch(reduced, schedule, history.size());
  }

  /**
   * The rates of one epoch.
   *
   * @param reduced base × what plateaus have taken off
   * @param done epochs before it
   */
  public record Epoch(double reduced, Schedule schedule, int done) {
    /** The rate of step {@code step}, from 0, of {@code steps}. */
    public double at(int step, int steps) {
      return reduced * schedule.factor(done + (double) step / steps);
    }
  }
}
