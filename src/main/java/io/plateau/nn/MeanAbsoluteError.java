package io.plateau.nn;

/** The mean of |prediction − y| over outputs and examples, in the unit of the target. */
record MeanAbsoluteError(Link link) implements Metric {
  @Override
  public String name() {
    return "mae";
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
      double sizes = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        sizes += Math.abs((double) link.mean(z[i]) - y[i]);
      }
      total += weight * sizes / k;
    }
    return total;
  }

  @Override
  public double of(double sum, double weight) {
    return sum / weight;
  }
}
