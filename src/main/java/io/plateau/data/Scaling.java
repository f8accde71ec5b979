package io.plateau.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Standardization of encoded numbers by their place: {@code (x − mean) · (1 / deviation)}, and 0
 * where a number does not vary.
 *
 * @param center whether means are subtracted; without, zeros stay zeros
 */
record Scaling(boolean center, double[] mean, double[] deviation, double[] factor)
    implements Serializable {
  /** Leaves numbers as they are. */
  static final Scaling NONE = new Scaling(false, null, null, null);

  static Scaling of(boolean center, double[] mean, double[] deviation) {
    double[] factor = Arrays.stream(deviation).map(d -> d == 0 ? 0 : 1 / d).toArray();
    return new Scaling(center, mean, deviation, factor);
  }

  /** Whether any number is changed. */
  boolean scales() {
    return factor != null;
  }

  double of(int place, double x) {
    if (factor == null) {
      return x;
    }
    return center ? (x - mean[place]) * factor[place] : x * factor[place];
  }
}
