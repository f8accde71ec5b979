package io.plateau.nn.activation;

import io.plateau.math.VectorMath;
import io.plateau.nn.initial.Initializer;

/**
 * Scaled exponential linear unit {@code f(z) = λ z} where z is positive, else {@code λ α (eᶻ − 1)};
 * {@code f′ = λ} or {@code a + λ α}. With λ and α of the paper, activations of mean 0 and variance
 * 1 keep both from layer to layer (Klambauer et al. 2017, "Self-Normalizing Neural Networks").
 */
record Selu() implements Activation.Blocked {
  /** λ, and λ α, of the paper. */
  private static final float SLOPE = (float) 1.0507009873554805;

  private static final float LIMIT = (float) (1.0507009873554805 * 1.6732632423543772);

  @Override
  public void overwrite(float[] x, int n, VectorMath.Blocks blocks) {
    float[] below = blocks.floats(1, BLOCK);
    VectorMath.expm1OfNegative(x, below, n);
    for (int i = 0; i < n; i++) {
      x[i] = SLOPE * Math.max(x[i], 0) + LIMIT * below[i];
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] *= slope(a[i]);
    }
  }

  @Override
  public void applyWithSlope(float[] z, float[] a, float[] slope, int n) {
    VectorMath.expm1OfNegative(z, a, n);
    for (int i = 0; i < n; i++) {
      slope[i] = Math.max(z[i], 0);
    }
    for (int i = 0; i < n; i++) {
      float below = LIMIT * a[i];
      float above = slope[i];
      slope[i] = below + LIMIT + (SLOPE - LIMIT) * isPositive(above);
      a[i] = SLOPE * above + below;
    }
  }

  private static float slope(float a) {
    return Math.min(a, 0) + LIMIT + (SLOPE - LIMIT) * isPositive(Math.max(a, 0));
  }

  /** 1 for every positive float, also the smallest, and 0 for 0. */
  private static float isPositive(float a) {
    return Math.min(a * 0x1p127f * 0x1p23f, 1);
  }

  /** Normal weights of variance 1 / inputs, as the paper's fixed point needs. */
  @Override
  public Initializer initializer() {
    return Initializer.LECUN_NORMAL;
  }
}
