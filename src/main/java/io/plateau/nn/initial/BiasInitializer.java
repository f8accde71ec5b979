package io.plateau.nn.initial;

import io.plateau.math.Key;
import io.plateau.math.Word;

/** How the biases of a layer begin. */
public enum BiasInitializer implements Word {
  /** All 0. */
  ZERO,
  /** Standard normal. */
  NORMAL,
  /**
   * Minus a random mean of the products of weights and five examples, so that the kink of each
   * neuron lies among the data: "he+5" of Steinwart (2019, "A Sober Look at Neural Network
   * Initializations"). The weights of the mean are uniform on the simplex, and the examples are
   * drawn for each neuron anew.
   */
  DATA;

  /** Examples of a mean. */
  private static final int EXAMPLES = 5;

  /**
   * <em>Overwrites</em> biases.
   *
   * @param at index of the first
   * @param z the products of weights and n examples, outputs×n
   */
  public void fill(float[] theta, int at, int outputs, float[] z, int n, Key key) {
    for (int j = 0; j < outputs; j++) {
      theta[at + j] =
          this == ZERO ? 0 : this == NORMAL ? key.normal(j) : -mean(z, j, outputs, n, key.with(j));
    }
  }

  private static float mean(float[] z, int output, int outputs, int n, Key key) {
    Key draws = key.with("examples");
    int[] examples = new int[EXAMPLES];
    double[] weights = new double[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      examples[i] = draws.below(i, n);
      weights[i] = -StrictMath.log1p(-key.uniform(i));
    }
    return mean(z, output, outputs, examples, weights);
  }

  /**
   * The mean of an output over some examples.
   *
   * @param weights of the examples, such as exponential ones for a uniform point of the simplex
   */
  public static float mean(float[] z, int output, int outputs, int[] examples, double[] weights) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < examples.length; i++) {
      sum += weights[i] * z[examples[i] * outputs + output];
      weight += weights[i];
    }
    return weight == 0 ? 0 : (float) (sum / weight);
  }
}
