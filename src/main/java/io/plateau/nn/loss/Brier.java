package io.plateau.nn.loss;

import java.util.Arrays;

/**
 * Brier score, the mean squared error of probabilities (Brier 1950): of two classes {@code (p −
 * y)²} of the second, in [0, 1]; of more classes the sum over them, in [0, 2]; of several labels
 * the mean over them. As in scikit-learn.
 */
record Brier(Target target) implements Metric {
  @Override
  public String name() {
    return "brier";
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    float[] p = Arrays.copyOf(z, k * n);
    target.link().predict(p, k, n);
    float[] y = targets.y();
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      if (weight != 0) {
        double squares = 0;
        for (int i = 0; i < k; i++) {
          double truth = target == Target.CLASS_INDEX ? (y[j] == i ? 1 : 0) : y[j * k + i];
          squares += (p[j * k + i] - truth) * (p[j * k + i] - truth);
        }
        total += weight * squares;
      }
    }
    sums[at] += total;
  }

  @Override
  public double value(double[] sums, int at, int k, double weight) {
    int terms = target == Target.CLASS_INDEX ? (k == 2 ? 2 : 1) : k;
    return sums[at] / weight / terms;
  }
}
