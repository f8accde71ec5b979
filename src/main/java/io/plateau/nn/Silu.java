package io.plateau.nn;

import io.plateau.math.FloatMath;

/** {@code f(z) = z σ(z)}, {@code f′ = σ(z) + f(z) (1 − σ(z))} (Elfwing et al. 2018). */
record Silu() implements Activation {
  @Override
  public String name() {
    return "silu";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = z[i] * FloatMath.sigmoid(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float s = FloatMath.sigmoid(z[i]);
      d[i] *= s + z[i] * s * (1 - s);
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
