package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.math.FloatBuckets;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Tally of predictions by the spread of a network's members: how far the members differ, and how
 * the error grows with it. Spreads are distinguished to 3 %.
 */
final class SpreadTally implements Serializable {
  private static final long serialVersionUID = 1;
  private static final FloatBuckets SPREADS = new FloatBuckets(5);

  /** Groups of equal weight, from the smallest spread to the largest. */
  private static final int GROUPS = 10;

  private static final int BINS = 40;

  /** The part of the weight that the last bin of the histogram holds besides its own. */
  private static final double TAIL = 0.005;

  private final double[] weights = new double[SPREADS.count()];
  private final double[] spreads = new double[SPREADS.count()];
  private final double[] errors = new double[SPREADS.count()];

  static SpreadTally[] several(int count) {
    return Stream.generate(SpreadTally::new).limit(count).toArray(SpreadTally[]::new);
  }

  /**
   * Counts a prediction.
   *
   * @param error its size, or 1 for a wrong answer and 0 for a right one
   */
  void count(double spread, double error, double w) {
    int bucket = SPREADS.of(spread);
    weights[bucket] += w;
    spreads[bucket] += w * spread;
    errors[bucket] += w * error;
  }

  Stream<double[]> arrays() {
    return Stream.of(weights, spreads, errors);
  }

  /**
   * <em>Adds</em> {@code mean}, a histogram and the groups to an object.
   *
   * @param error absolute for numbers, rate for answers
   */
  void put(ObjectNode into, String error) {
    double weight = Arrays.stream(weights).sum();
    into.put("error", error).put("mean", Arrays.stream(spreads).sum() / weight);
    putHistogram(into, weight);
    putGroups(into.putArray("groups"), weight);
  }

  private void putHistogram(ObjectNode into, double weight) {
    double beyond = 0;
    int last = weights.length - 1;
    while (last > 0 && beyond + weights[last] <= TAIL * weight) {
      beyond += weights[last--];
    }
    Bins bins = Bins.over(0, SPREADS.middle(last), BINS);
    double[] counts = new double[BINS];
    for (int b = 0; b < weights.length; b++) {
      if (weights[b] > 0) {
        counts[bins.of(spreads[b] / weights[b])] += weights[b];
      }
    }
    bins.put(into, counts);
  }

  private void putGroups(ArrayNode groups, double weight) {
    double before = 0;
    int b = 0;
    for (int g = 1; g <= GROUPS; g++) {
      double[] sums = new double[3];
      // A bucket belongs to the group of its middle
      while (b < weights.length
          && (g == GROUPS || before + weights[b] / 2 <= g * weight / GROUPS)) {
        sums[0] += weights[b];
        sums[1] += spreads[b];
        sums[2] += errors[b];
        before += weights[b++];
      }
      if (sums[0] > 0) {
        groups
            .addObject()
            .put("weight", sums[0])
            .put("spread", sums[1] / sums[0])
            .put("error", sums[2] / sums[0]);
      }
    }
  }
}
