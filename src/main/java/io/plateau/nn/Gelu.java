package io.plateau.nn;

import io.plateau.math.VectorMath;

/**
 * {@code f(z) = z Φ(z)} with the normal distribution Φ, not its tanh approximation; {@code f′ =
 * Φ(z) + z φ(z)} (Hendrycks, Gimpel 2016).
 */
record Gelu() implements Activation {
  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    VectorMath.map(VectorMath::gelu, z, a, n);
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    VectorMath.scale(VectorMath::geluSlope, z, d, n);
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
