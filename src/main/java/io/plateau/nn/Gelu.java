package io.plateau.nn;

import io.plateau.math.FloatMath;

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
    for (int i = 0; i < n; i++) {
      a[i] = z[i] * FloatMath.normalCdf(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      // Φ(z) from a = z Φ(z) saves computing it again
      float below = z[i] == 0 ? 0.5f : a[i] / z[i];
      d[i] *= below + z[i] * FloatMath.normalDensity(z[i]);
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
