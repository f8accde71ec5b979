package io.plateau.scan;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers of a block of rows, NaN where there is none; as floats where that is exact. */
public final class NumberColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] doubles;
  private final float[] floats;
  private int missing;
  private int firstMissing = -1;
  private boolean infinite;

  private NumberColumn(double[] doubles, float[] floats) {
    this.doubles = doubles;
    this.floats = floats;
  }

  /** The first n numbers. */
  static NumberColumn of(double[] numbers, int n) {
    float[] floats = new float[n];
    boolean exact = true;
    boolean finite = true;
    for (int i = 0; i < n; i++) {
      double x = numbers[i];
      floats[i] = (float) x;
      exact &= floats[i] == x || x != x;
      finite &= x - x == 0;
    }
    NumberColumn column =
        exact ? new NumberColumn(null, floats) : new NumberColumn(Arrays.copyOf(numbers, n), null);
    if (!finite) {
      column.look(numbers, n);
    }
    return column;
  }

  private void look(double[] numbers, int n) {
    for (int i = n - 1; i >= 0; i--) {
      if (Double.isNaN(numbers[i])) {
        missing++;
        firstMissing = i;
      } else {
        infinite |= Double.isInfinite(numbers[i]);
      }
    }
  }

  /** How many numbers are NaN. */
  public int missing() {
    return missing;
  }

  /** The first place that is NaN, or −1. */
  public int firstMissing() {
    return firstMissing;
  }

  public boolean infinite() {
    return infinite;
  }

  public double at(int i) {
    return floats != null ? floats[i] : doubles[i];
  }
}
