package io.plateau.nn.initial;

import io.plateau.math.Key;
import io.plateau.math.Word;

/**
 * Distributions of random weights, with mean 0 and a variance that keeps signals of one size from
 * layer to layer.
 *
 * <p>The variance is 2 / (in + out) by Glorot and Bengio (2010, "Understanding the difficulty of
 * training deep feedforward neural networks"), 2 / in by He et al. (2015, "Delving deep into
 * rectifiers") and 1 / in by LeCun et al. (1998, "Efficient backprop"). Uniform ones lie in ±√(3
 * variance).
 */
public enum Initializer implements Word {
  /** Another one for each layer, which suits the layers after it. */
  AUTO(true),
  GLOROT_UNIFORM(true),
  GLOROT_NORMAL(false),
  HE_UNIFORM(true),
  HE_NORMAL(false),
  LECUN_UNIFORM(true),
  LECUN_NORMAL(false),
  /** Of variance 1, for the NTK parametrization. */
  STANDARD_NORMAL(false),
  /**
   * Normal, then such that the products of each output with a sample of the examples have variance
   * 1, layer after layer (Mishkin and Matas 2016, "All you need is a good init").
   */
  UNIT_VARIANCE(false);

  /** The least deviation that weights are divided by, as a fraction of those of all outputs. */
  private static final double LEAST = 0.1;

  private final boolean uniform;

  Initializer(boolean uniform) {
    this.uniform = uniform;
  }

  /** The suited initializer for {@link #AUTO}, else this one. */
  public Initializer or(Initializer suited) {
    return this == AUTO ? suited : this;
  }

  /** The variance of the weights of a layer. */
  public double variance(int inputs, int outputs) {
    return switch (this) {
      case GLOROT_UNIFORM, GLOROT_NORMAL -> 2.0 / ((double) inputs + outputs);
      case HE_UNIFORM, HE_NORMAL -> 2.0 / inputs;
      case LECUN_UNIFORM, LECUN_NORMAL -> 1.0 / inputs;
      case STANDARD_NORMAL, UNIT_VARIANCE -> 1;
      case AUTO -> throw new IllegalStateException("auto is another initializer for each layer");
    };
  }

  /**
   * <em>Overwrites</em> weights: those of each output are divided by the standard deviation of its
   * products, unless that is 0, or by a tenth of the root mean square of all deviations where that
   * is larger; and z with the products of the new weights. Without that limit, which is ours, the
   * products of a single number differ so little in some of many outputs that their weights are
   * huge.
   *
   * @param z the products with n examples, outputs×n
   */
  public static void bringToUnitVariance(
      float[] w, int at, int inputs, int outputs, float[] z, int n) {
    double[] sums = new double[outputs];
    double[] squares = new double[outputs];
    for (int j = 0; j < n; j++) {
      for (int o = 0; o < outputs; o++) {
        double value = z[j * outputs + o];
        sums[o] += value;
        squares[o] += value * value;
      }
    }
    double[] deviations = new double[outputs];
    double variances = 0;
    for (int o = 0; o < outputs; o++) {
      double mean = sums[o] / n;
      double variance = Math.max(0, squares[o] / n - mean * mean);
      deviations[o] = Math.sqrt(variance);
      variances += Double.isFinite(variance) ? variance : 0;
    }
    double least = LEAST * Math.sqrt(variances / outputs);
    float[] factors = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      factors[o] =
          deviations[o] > 1e-6 * Math.sqrt(squares[o] / n)
              ? (float) (1 / Math.max(least, deviations[o]))
              : 1;
    }
    multiply(w, at, inputs, factors);
    multiply(z, 0, n, factors);
  }

  /** Multiplies each of n columns by factors. */
  private static void multiply(float[] x, int at, int n, float[] factors) {
    for (int j = 0; j < n; j++) {
      for (int o = 0; o < factors.length; o++) {
        x[at + j * factors.length + o] *= factors[o];
      }
    }
  }

  /**
   * Overwrites the weights of a layer, {@code w[at … at + inputs · outputs)}; number i of them
   * depends on the key and i alone.
   */
  public void fill(float[] w, int at, int inputs, int outputs, Key key) {
    double variance = variance(inputs, outputs);
    float limit = (float) StrictMath.sqrt(3 * variance);
    float deviation = (float) StrictMath.sqrt(variance);
    for (int i = 0; i < inputs * outputs; i++) {
      w[at + i] = uniform ? limit * (2 * key.uniform(i) - 1) : deviation * key.normal(i);
    }
  }
}
