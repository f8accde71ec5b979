package io.plateau.nn;

/**
 * The share of examples whose largest output is that of their class; the first of equals counts.
 */
record ClassAccuracy() implements Metric {
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
      int best = j * k;
      for (int i = best + 1; i < (j + 1) * k; i++) {
        if (z[i] > z[best]) {
          best = i;
        }
      }
      total += best - j * k == y[j] ? weight : 0;
    }
    return total;
  }

  @Override
  public double of(double sum, double weight) {
    return sum / weight;
  }
}
