package io.plateau.train;

import io.plateau.optim.Require;
import io.plateau.optim.Schedule;
import io.plateau.optim.Schedules;
import java.io.Serializable;

/**
 * The learning rate of every step, base × schedule × what plateaus so far have taken off, and the
 * strength of what regularizes it.
 *
 * @param base positive
 * @param reduction or null for none
 * @param dropout factor of the rates of dropout
 * @param decay factor of the weight decay
 */
public record Rates(
    double base, Schedule schedule, ReduceOnPlateau reduction, Schedule dropout, Schedule decay)
    implements Serializable {
  public Rates {
    Require.positive("the learning rate", base);
  }

  /** With the same dropout and weight decay in all steps. */
  public Rates(double base, Schedule schedule, ReduceOnPlateau reduction) {
    this(base, schedule, reduction, new Schedules.Constant(), new Schedules.Constant());
  }

  /**
   * What holds in one step.
   *
   * @param rate the learning rate
   * @param dropout factor of the rates of dropout
   * @param decay factor of the weight decay
   */
  public record Step(double rate, double dropout, double decay) implements Serializable {}

  /** The rates of the epoch that follows {@code history}, which is folded once. */
  public Epoch after(History history) {
    double reduced = reduction == null ? base : base * reduction.factorAfter(history);
    return new Epoch(this, reduced, history.size());
  }

  /**
   * The rates of one epoch.
   *
   * @param reduced base × what plateaus have taken off
   * @param done epochs before it
   */
  public record Epoch(Rates rates, double reduced, int done) {
    /** What holds in step {@code step}, from 0, of {@code steps}. */
    public Step at(int step, int steps) {
      double epoch = done + (double) step / steps;
      return new Step(
          reduced * rates.schedule.factor(epoch),
          rates.dropout.factor(epoch),
          rates.decay.factor(epoch));
    }
  }
}
