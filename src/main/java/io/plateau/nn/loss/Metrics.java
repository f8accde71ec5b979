package io.plateau.nn.loss;

import java.util.List;

/** Lists of metrics that several losses have. */
final class Metrics {
  private Metrics() {}

  /** The metrics of probabilities of classes or labels; the first is accuracy. */
  static List<Metric> ofProbabilities(Target target) {
    return List.of(
        target == Target.CLASS_INDEX ? new Accuracy.OfClasses() : new Accuracy.OfLabels(),
        new LogLoss(target),
        new RocArea(target),
        new CountMetric.BalancedAccuracy(target),
        new CountMetric.F1(target),
        new Brier(target));
  }
}
