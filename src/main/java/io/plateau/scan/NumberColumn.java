package io.plateau.scan;

import java.io.Serializable;

/** Numbers of a block of rows, NaN where there is none; as floats where that is exact. */
public final class NumberColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] doubles;
  private final float[] floats;

  private NumberColumn(double[] doubles, float[] floats) {
    this.doubles = doubles;
    this.floats = floats;
  }

  /** The first n numbers. */
  static NumberColumn of(double[] numbers, int n) {
    float[] floats = new float[n];
    boolean exact = true;
    for (int i = 0; i < n; i++) {
      floats[i] = (float) numbers[i];
      exact &= Double.compare(floats[i], numbers[i]) == 0;
    }
    return exact
        ? new NumberColumn(null, floats)
        : new NumberColumn(java.util.Arrays.copyOf(numbers, n), null);
  }

  public double at(int i) {
    return floats != null ? floats[i] : doubles[i];
  }
}
