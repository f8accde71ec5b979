package io.plateau.nn.loss;

import java.io.Serializable;
import java.util.List;

/**
 * Measure of predictions. A metric is a function of sums over examples, of fixed number, to which
 * parts of the rows add in any division, and of the total weight of the examples.
 *
 * <p>Outputs {@code z (k×n)} and targets are those of a {@link Loss}: column-major, a column is an
 * example. An example of weight 0 is absent.
 */
public interface Metric extends Serializable {
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

  /** The name in settings, histories and reports, such as {@code accuracy}. */
  String name();

  /** Whether larger values are better. */
  default boolean higherIsBetter() {
    return false;
  }

  /** Whether it has the unit of the target, as an error has and a fraction has not. */
  default boolean hasUnitOfTarget() {
    return false;
  }

  /** The number of sums, for a network of {@code k} outputs. */
  default int sums(int k) {
    return 1;
  }

  /** <em>Adds into</em> {@code sums[at … at + sums(k))} the terms of n examples. */
  void add(float[] z, int k, int n, Targets targets, double[] sums, int at);

  /**
   * The metric of all examples: by default the first sum over the weight, a weighted mean.
   *
   * @param sums over them, from index {@code at} on
   * @param weight of all of them together
   * @return NaN where the examples do not determine it, such as the area under the ROC curve where
   *     all are of one class
   */
  default double value(double[] sums, int at, int k, double weight) {
    return sums[at] / weight;
  }

  /** The same metric of labels in their own unit, where outputs and targets are standardized. */
  default Metric in(LabelUnit unit) {
    return this;
  }
}
