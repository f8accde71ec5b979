package io.plateau.nn.loss;

import java.util.List;

/** Loss that is a sum of one term for each output, each with a target of its own. */
interface ElementwiseLoss extends Loss {
  /** The term of one output. */
  double value(float z, float y);

  /** The derivative of {@link #value} by z. */
  float derivative(float z, float y);

  /** Condition on a target, for instance {@code in [0, 1]}. */
  default String requirement() {
    return "a number";
  }

  /** Whether a target meets the {@link #requirement}. */
  default boolean accepts(float y) {
    return true;
  }

  @Override
  default Target target() {
    return Target.REAL;
  }

  @Override
  default List<Metric> metrics() {
    return List.of(
        new ErrorMetric.RootMeanSquared(link()),
        new ErrorMetric.MeanAbsolute(link()),
        new Determination(link()),
        new MeanAbsolutePercentage(link(), null));
  }

  @Override
  default List<Metric> mainMetrics() {
    return metrics().subList(0, 2);
  }

  @Override
  default double sum(float[] z, int k, int n, Targets targets) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      if (weight != 0) {
        double example = 0;
        for (int i = j * k; i < (j + 1) * k; i++) {
          require(targets.y()[i], i - j * k, j);
          example += value(z[i], targets.y()[i]);
        }
        total += weight * example;
      }
    }
    return total;
  }

  @Override
  default double sum(float[] z, int k, int n, Targets targets, float[] dz) {
    double total = sum(z, k, n, targets);
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      for (int i = j * k; i < (j + 1) * k; i++) {
        dz[i] = weight == 0 ? 0 : weight * derivative(z[i], targets.y()[i]);
      }
    }
    return total;
  }

  private void require(float y, int output, int example) {
    if (!accepts(y)) {
      throw new IllegalArgumentException(
          "target %d of example %d must be %s, got %s"
              .formatted(output, example, requirement(), y));
    }
  }

  /**
   * Squared error {@code ½ Σ (z − y)²}, {@code ∂loss/∂z = z − y}: half the sum of squares, the
   * convention of scikit-learn's MLPRegressor; torch's MSELoss is twice this and averaged over
   * outputs.
   */
  record Squared() implements ElementwiseLoss {
    @Override
    public double value(float z, float y) {
      double difference = (double) z - y;
      return 0.5 * difference * difference;
    }

    @Override
    public float derivative(float z, float y) {
      return z - y;
    }

    @Override
    public double ofGuess(int k) {
      return 0.5 * k;
    }
  }

  /**
   * Absolute error {@code Σ |z − y|}, {@code ∂loss/∂z = sign(z − y)}, 0 where they are equal;
   * torch's L1Loss averages over outputs instead.
   */
  record Absolute() implements ElementwiseLoss {
    @Override
    public double value(float z, float y) {
      return Math.abs((double) z - y);
    }

    @Override
    public float derivative(float z, float y) {
      return Math.signum(z - y);
    }
  }
}
