package io.plateau.nn.loss;

import java.util.Arrays;

/**
 * Metric of right and wrong answers by class, or by label where an example has several yes-or-no
 * labels. An answer is yes where the probability is above ½; a target is yes from ½ on.
 */
interface CountMetric extends Metric {
  /** {@link Target#CLASS_INDEX} or {@link Target#PROBABILITY}. */
  Target target();

  double ofClasses(ClassCounts counts);

  /** The metric of the answers yes, by label. */
  double ofLabels(ClassCounts yes, double weight);

  @Override
  default boolean higherIsBetter() {
    return true;
  }

  /** By class: right, actual, predicted. */
  @Override
  default int sums(int k) {
    return 3 * k;
  }

  @Override
  default void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    float[] y = targets.y();
    for (int j = 0; j < n; j++) {
      float w = targets.weight(j);
      if (w != 0 && target() == Target.CLASS_INDEX) {
        count((int) y[j], ClassCounts.likeliest(z, k, j), w, k, sums, at);
      } else if (w != 0) {
        for (int i = 0; i < k; i++) {
          count(y[j * k + i] >= 0.5f ? i : -1, z[j * k + i] > 0 ? i : -1, w, k, sums, at);
        }
      }
    }
  }

  /** Counts an example of a class, −1 for none. */
  private static void count(int actual, int predicted, float w, int k, double[] sums, int at) {
    if (actual >= 0) {
      sums[at + k + actual] += w;
    }
    if (predicted >= 0) {
      sums[at + 2 * k + predicted] += w;
    }
    if (actual >= 0 && actual == predicted) {
      sums[at + actual] += w;
    }
  }

  @Override
  default double value(double[] sums, int at, int k, double weight) {
    ClassCounts counts =
        new ClassCounts(
            Arrays.copyOfRange(sums, at, at + k),
            Arrays.copyOfRange(sums, at + k, at + 2 * k),
            Arrays.copyOfRange(sums, at + 2 * k, at + 3 * k));
    return target() == Target.CLASS_INDEX ? ofClasses(counts) : ofLabels(counts, weight);
  }

  /** {@link ClassCounts#balancedAccuracy}: the mean of the classes' recall. */
  record BalancedAccuracy(Target target) implements CountMetric {
    @Override
    public String name() {
      return "balancedAccuracy";
    }

    @Override
    public double ofClasses(ClassCounts counts) {
      return counts.balancedAccuracy();
    }

    @Override
    public double ofLabels(ClassCounts yes, double weight) {
      return yes.balancedAccuracyOfLabels(weight);
    }
  }

  /**
   * {@link ClassCounts#f1()}: of the second of two classes, else the mean over classes or labels.
   */
  record F1(Target target) implements CountMetric {
    @Override
    public String name() {
      return "f1";
    }

    @Override
    public double ofClasses(ClassCounts counts) {
      return counts.f1();
    }

    @Override
    public double ofLabels(ClassCounts yes, double weight) {
      return yes.macroF1();
    }
  }
}
