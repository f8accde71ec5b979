package io.plateau.nn;

/** {@code √(mean of (prediction − y)²)} over outputs and examples, in the unit of the target. */
record RootMeanSquaredError(Link link) implements Metric {
  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double sum(float[] z, int k, int n, float[] y, float[] weights) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = weights == null ? 1 : weights[j];
      if (weight == 0) {
        continue;
      }
      double squares = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        double difference = (double) link.mean(z[i]) - y[i];
        squares += difference * difference;
      }
      total += weight * squares / k;
    }
    return total;
  }

  @Override
  public double of(double sum, double weight) {
    return Math.sqrt(sum / weight);
  }
}
