package io.plateau.nn.loss;

/** Metric that is a weighted mean of a number of each example, or a function of such a mean. */
interface MeanMetric extends Metric {
  /** The number of example j. */
  double example(float[] z, int k, float[] y, int j);

  /** The terms that an example's number is the sum of; the mean is over them. */
  default int terms(int k) {
    return k;
  }

  /** The metric from the mean. */
  default double ofMean(double mean) {
    return mean;
  }

  @Override
  default void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      if (weight != 0) {
        total += weight * example(z, k, targets.y(), j) / terms(k);
      }
    }
    sums[at] += total;
  }

  @Override
  default double value(double[] sums, int at, int k, double weight) {
    return ofMean(sums[at] / weight);
  }
}
