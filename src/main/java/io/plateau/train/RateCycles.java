package io.plateau.train;

import io.plateau.optim.Schedule;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** Cycles of the learning rate, to one of which an epoch belongs by its middle. */
record RateCycles(Schedule schedule) implements Serializable {
  int at(int epoch) {
    return schedule.cycle(epoch - 0.5);
  }

  /** Whether a cycle that is not too short to judge ends with an epoch, and another follows. */
  boolean isJudged(int epoch) {
    return epoch >= StoppingRule.SHORTEST_CYCLE
        && at(epoch + 1) > at(epoch)
        && at(epoch + 1 - StoppingRule.SHORTEST_CYCLE) == at(epoch);
  }

  /** The last epochs of the cycles, in so many epochs, that are not too short to judge. */
  List<Integer> judged(int epochs) {
    return IntStream.range(0, at(epochs))
        .map(cycle -> lastEpoch(cycle, epochs))
        .filter(this::isJudged)
        .boxed()
        .toList();
  }

  /** The epoch that a cycle ends with, of so many. */
  private int lastEpoch(int cycle, int epochs) {
    int low = 1;
    int high = epochs;
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (at(middle + 1) > cycle) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** By what fraction a cycle has lowered the validation loss; infinite where none is measured. */
  double gained(List<EpochRecord> epochs, int cycle) {
    double before = Double.POSITIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    for (EpochRecord epoch : epochs) {
      double loss = epoch.validationLoss().orElse(Double.NaN);
      if (at(epoch.epoch()) < cycle) {
        before = Math.min(before, loss);
      } else {
        lowest = Math.min(lowest, loss);
      }
    }
    return Double.isNaN(before) ? Double.POSITIVE_INFINITY : (before - lowest) / Math.abs(before);
  }
}
