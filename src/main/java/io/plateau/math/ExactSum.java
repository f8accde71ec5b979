package io.plateau.math;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sum of doubles without rounding, so that neither the order of the terms nor how they are split
 * over partitions changes a bit of it. Keeps non-overlapping partial sums (Shewchuk 1997, "Adaptive
 * precision floating-point arithmetic and fast robust geometric predicates", grow-expansion).
 */
public final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private double[] parts = new double[4];
  private int count;

  /** Adds one term. A sum that is not finite is one of rounded terms. */
  public void add(double term) {
    double x = term;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double y = parts[i];
      double sum = x + y;
      if (!Double.isFinite(sum)) { // has no rest, and stays so
        parts[0] = sum;
        count = 1;
        return;
      }
      double rest = Math.abs(x) >= Math.abs(y) ? y - (sum - x) : x - (sum - y);
      if (rest != 0) {
        parts[kept++] = rest;
      }
      x = sum;
    }
    if (kept == parts.length) {
      parts = Arrays.copyOf(parts, 2 * parts.length);
    }
    parts[kept++] = x;
    count = kept;
  }

  /** Adds all terms of another sum. */
  public void add(ExactSum other) {
    for (int i = 0; i < other.count; i++) {
      add(other.parts[i]);
    }
  }

  /** The sum, rounded once. */
  public double value() {
    double high = 0;
    double low = 0;
    int i = count;
    while (i > 0) {
      double x = high;
      double y = parts[--i];
      high = x + y;
      low = y - (high - x);
      if (low != 0) {
        break;
      }
    }
    // Where what is left lies exactly between two doubles, the parts below decide.
    if (i > 0 && ((low < 0 && parts[i - 1] < 0) || (low > 0 && parts[i - 1] > 0))) {
      double twice = 2 * low;
      double up = high + twice;
      if (twice == up - high) {
        high = up;
      }
    }
    return high;
  }
}
