package io.plateau.nn.loss;

import java.io.Serializable;

/**
 * Measure of predictions: a weighted mean over examples, as a sum that parts of the rows add to and
 * the total weight that divides it.
 */
public interface Metric extends Serializable {
  /** The name in histories and reports, such as {@code accuracy}. */
  String name();

  /** Whether larger values are better. */
  default boolean higherIsBetter() {
    return false;
  }

  /** The sum over the terms of example j, with logits z (k×n) and targets as in a loss. */
  double example(float[] z, int k, float[] y, int j);

  /** The terms of an example, for a network of {@code k} outputs. */
  default int terms(int k) {
    return k;
  }

  /** The weighted sum over n examples. */
  default double sum(float[] z, int k, int n, Targets targets) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      if (weight != 0) {
        total += weight * example(z, k, targets.y(), j) / terms(k);
      }
    }
    return total;
  }

  /** The metric, from the sum and the weight of all examples. */
  default double of(double sum, double weight) {
    return sum / weight;
  }

  /** Fraction of right answers. */
  interface Accuracy extends Metric {
    @Override
    default String name() {
      return "accuracy";
    }

    @Override
    default boolean higherIsBetter() {
      return true;
    }
  }

  /**
   * Fraction of examples whose largest output is that of their class; of equal outputs the first
   * counts.
   */
  record ClassAccuracy() implements Accuracy {
    @Override
    public int terms(int k) {
      return 1;
    }

    @Override
    public double example(float[] z, int k, float[] y, int j) {
      int best = j * k;
      for (int i = best + 1; i < (j + 1) * k; i++) {
        if (z[i] > z[best]) {
          best = i;
        }
      }
      return best - j * k == y[j] ? 1 : 0;
    }
  }

  /**
   * Fraction of right answers among all labels of all examples, with threshold ½ on the
   * probability, which is 0 on the output; a target counts as yes from ½ on.
   */
  record LabelAccuracy() implements Accuracy {
    @Override
    public double example(float[] z, int k, float[] y, int j) {
      int right = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        right += z[i] >= 0 == y[i] >= 0.5f ? 1 : 0;
      }
      return right;
    }
  }

  /** Mean of |prediction − y| over outputs and examples, in the unit of the target. */
  record MeanAbsoluteError(Link link) implements Metric {
    @Override
    public String name() {
      return "mae";
    }

    @Override
    public double example(float[] z, int k, float[] y, int j) {
      double sizes = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        sizes += Math.abs((double) link.mean(z[i]) - y[i]);
      }
      return sizes;
    }
  }

  /**
   * Root {@code √(mean of (prediction − y)²)} over outputs and examples, in the unit of the target.
   */
  record RootMeanSquaredError(Link link) implements Metric {
    @Override
    public String name() {
      return "rmse";
    }

    @Override
    public double example(float[] z, int k, float[] y, int j) {
      double squares = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        double difference = (double) link.mean(z[i]) - y[i];
        squares += difference * difference;
      }
      return squares;
    }

    @Override
    public double of(double sum, double weight) {
      return Math.sqrt(sum / weight);
    }
  }
}
