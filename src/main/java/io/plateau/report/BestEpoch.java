package io.plateau.report;

import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Metric;
import java.util.List;

/**
 * The epoch with the best value of what was watched.
 *
 * @param kept whether its weights are the run's
 */
record BestEpoch(int epoch, String monitor, double value, boolean kept) {
  /**
   * Looks for it; of several epochs with the best value the one kept, else the first.
   *
   * @param monitor as the job has it; where the history lacks it, the validation loss, then the
   *     training loss; where it is empty, whatever the epoch that was kept is the best of
   * @param kept the epoch whose weights the run kept, or 0 where it is not known
   * @return null where no epoch has a finite value
   */
  static BestEpoch of(HistoryColumns history, String monitor, int kept) {
    if (monitor.isEmpty()) {
      for (String name : history.measures()) {
        BestEpoch best = best(history, name, kept);
        if (best != null && best.kept) {
          return best;
        }
      }
    }
    for (String name : List.of(monitor, "validationLoss", "trainLoss")) {
      BestEpoch best = best(history, name, kept);
      if (best != null) {
        return best;
      }
    }
    return null;
  }

  private static BestEpoch best(HistoryColumns history, String name, int kept) {
    List<Double> values = history.named(name);
    if (values == null) {
      return null;
    }
    double sign = higherIsBetter(name) ? -1 : 1;
    int best = -1;
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        double change = best < 0 ? -1 : sign * (values.get(i) - values.get(best));
        if (change < 0 || (change == 0 && history.epochs().get(i) == kept)) {
          best = i;
        }
      }
    }
    if (best < 0) {
      return null;
    }
    int epoch = history.epochs().get(best);
    return new BestEpoch(epoch, name, values.get(best), epoch == kept);
  }

  /** Whether more of a measure is better, as the losses' own metrics say. */
  static boolean higherIsBetter(String name) {
    return Losses.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .anyMatch(Metric::higherIsBetter);
  }
}
