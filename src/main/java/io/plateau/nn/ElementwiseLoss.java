package io.plateau.nn;

/** A loss that is the sum of one term an output, each with a target of its own. */
interface ElementwiseLoss extends Loss {
  /** The term of one output. */
  double value(float z, float y);

  /** The derivative of {@link #value} by z. */
  float slope(float z, float y);

  /** Of a target, for instance {@code in [0, 1]}; null where every number will do. */
  default String requirement() {
    return null;
  }

  /** Whether a target meets the {@link #requirement}. */
  default boolean accepts(float y) {
    return true;
  }

  @Override
  default int targets(int k) {
    return k;
  }

  @Override
  default double sum(float[] z, int k, int n, float[] y, float[] weights, float[] dz) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = weights == null ? 1 : weights[j];
      int from = j * k;
      if (weight == 0) {
        Weighting.clear(dz, from, k);
        continue;
      }
      double example = 0;
      for (int i = from; i < from + k; i++) {
        if (!accepts(y[i])) {
          throw new IllegalArgumentException(
              "target %d of example %d must be %s, got %s"
                  .formatted(i - from, j, requirement(), y[i]));
        }
        example += value(z[i], y[i]);
        if (dz != null) {
          dz[i] = weight * slope(z[i], y[i]);
        }
      }
      total += weight * example;
    }
    return total;
  }
}
