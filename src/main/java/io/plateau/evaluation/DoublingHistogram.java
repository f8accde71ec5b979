package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A histogram over [−2ᵏ, 2ᵏ) whose range doubles when a number falls outside: neighboring bins
 * become one, so that counts stay exact and histograms of any ranges can be added.
 */
final class DoublingHistogram implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BINS = 128;

  /** Smaller numbers are in the two bins about 0. */
  private static final int SMALLEST = -24;

  private int exponent = SMALLEST;
  private long[] counts = new long[BINS];
  final RunningMoments moments = new RunningMoments();

  /** Counts a number; one that is not finite has no bin. */
  void count(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    moments.count(value, 1);
    while (Math.abs(value) >= StrictMath.scalb(1.0, exponent)) {
      grow();
    }
    double bin = Math.floor((StrictMath.scalb(value, -exponent) + 1) * (BINS / 2));
    counts[(int) Math.min(BINS - 1, bin)]++;
  }

  private void grow() {
    long[] wider = new long[BINS];
    for (int i = 0; i < BINS; i++) {
      wider[BINS / 4 + i / 2] += counts[i];
    }
    counts = wider;
    exponent++;
  }

  /** As it is drawn, without the empty bins at both ends. */
  void put(ObjectNode into) {
    int first = 0;
    int last = BINS - 1;
    while (first < last && counts[first] == 0) {
      first++;
    }
    while (last > first && counts[last] == 0) {
      last--;
    }
    double width = StrictMath.scalb(2.0 / BINS, exponent);
    into.put("low", (first - BINS / 2) * width).put("high", (last + 1 - BINS / 2) * width);
    Arrays.stream(counts, first, last + 1).forEach(into.putArray("counts")::add);
    into.put("mean", moments.mean).put("deviation", moments.deviation());
  }
}
