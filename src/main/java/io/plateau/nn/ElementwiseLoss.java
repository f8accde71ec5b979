package io.plateau.nn;

import java.util.Arrays;
import java.util.List;

/** Loss that is a sum of one term for each output, each with a target of its own. */
interface ElementwiseLoss extends Loss {
  /** The term of one output. */
  double value(float z, float y);

  /** The derivative of {@link #value} by z. */
  float derivative(float z, float y);

  /** What a target must be, for instance {@code in [0, 1]}. */
  default String requirement() {
    return "a number";
  }

  /** Whether a target meets the {@link #requirement}. */
  default boolean accepts(float y) {
    return true;
  }

  @Override
  default List<Metric> metrics() {
    return List.of(new Metric.RootMeanSquaredError(link()), new Metric.MeanAbsoluteError(link()));
  }

  @Override
  default double sum(float[] z, int k, int n, float[] y, float[] weights, float[] dz) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = weights == null ? 1 : weights[j];
      int from = j * k;
      if (weight == 0) {
        if (dz != null) {
          Arrays.fill(dz, from, from + k, 0);
        }
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
          dz[i] = weight * derivative(z[i], y[i]);
        }
      }
      total += weight * example;
    }
    return total;
  }
}
