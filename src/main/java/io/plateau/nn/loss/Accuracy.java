package io.plateau.nn.loss;

/** Fraction of right answers. */
interface Accuracy extends MeanMetric {
  @Override
  default String name() {
    return "accuracy";
  }

  @Override
  default boolean higherIsBetter() {
    return true;
  }

  /**
   * Fraction of examples whose largest output is that of their class; of equal outputs the first
   * counts.
   */
  record OfClasses() implements Accuracy {
    @Override
    public int terms(int k) {
      return 1;
    }

    @Override
    public double example(float[] z, int k, float[] y, int j) {
      return ClassCounts.likeliest(z, k, j) == y[j] ? 1 : 0;
    }
  }

  /**
   * Fraction of right answers among all labels of all examples: yes above a probability of ½, which
   * is 0 on the output; a target counts as yes from ½ on.
   */
  record OfLabels() implements Accuracy {
    @Override
    public double example(float[] z, int k, float[] y, int j) {
      int right = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        right += z[i] > 0 == y[i] >= 0.5f ? 1 : 0;
      }
      return right;
    }
  }
}
