package io.plateau.train;

import io.plateau.optim.Require;
import java.io.Serializable;

/**
 * The learning rate is multiplied by {@code factor} each time {@code monitor} has not improved by
 * more than {@code minDelta} for {@code patience} epochs. A fold over the history, as {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau} without cooldown, its threshold absolute or relative
 * as the {@code monitor} has it.
 *
 * @param factor in (0, 1)
 * @param patience epochs without improvement that are let pass; the next one reduces
 * @param minDelta not negative
 * @param floor smallest factor, in [0, 1)
 */
public record ReduceOnPlateau(
    Monitor monitor, double factor, int patience, double minDelta, double floor)
    implements Serializable {

  public ReduceOnPlateau {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("factor must be in (0, 1), got " + factor);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience must not be negative, got " + patience);
    }
    Require.notNegative("minDelta", minDelta);
    Require.fraction("floor", floor);
  }

  /** What the learning rate of the epoch after {@code history} is multiplied by. */
  public double factorAfter(History history) {
    double product = 1;
    double best = monitor.worst();
    int waited = 0;
    for (EpochRecord epoch : history.epochs()) {
      double value = monitor.of(epoch);
      if (monitor.improves(value, best, minDelta)) {
        best = value;
        waited = 0;
      } else if (++waited > patience) {
        product = Math.max(product * factor, floor);
        waited = 0;
      }
    }
    return product;
  }
}
