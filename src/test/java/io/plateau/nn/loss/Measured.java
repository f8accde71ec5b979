package io.plateau.nn.loss;

/** Values of metrics on examples, for tests. */
final class Measured {
  private Measured() {}

  static double[] sums(Metric metric, float[] z, int k, int n, Targets targets) {
    double[] sums = new double[metric.sums(k) + 1];
    metric.add(z, k, n, targets, sums, 1);
    return sums;
  }

  static double value(Metric metric, float[] z, int k, Targets targets) {
    int n = z.length / k;
    return metric.value(sums(metric, z, k, n, targets), 1, k, targets.totalWeight(n));
  }

  static Metric metric(Loss loss, String name) {
    return loss.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Metric metric(String loss, String name) {
    return metric(Losses.named(loss), name);
  }
}
