package io.plateau.nn;

/**
 * The share of right answers among all labels of all examples, with threshold ½ on the probability,
 * which is 0 on the output; a target counts as yes from ½ on.
 */
record LabelAccuracy() implements Metric {
  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public double sum(float[] z, int k, int n, float[] y, float[] weights) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = weights == null ? 1 : weights[j];
      if (weight == 0) {
        continue;
      }
      int right = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        right += z[i] >= 0 == y[i] >= 0.5f ? 1 : 0;
      }
      total += (double) weight * right / k;
    }
    return total;
  }

  @Override
  public double of(double sum, double weight) {
    return sum / weight;
  }
}
