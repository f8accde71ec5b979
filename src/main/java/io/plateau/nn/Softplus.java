package io.plateau.nn;

import io.plateau.math.FloatMath;

/** {@code f(z) = ln(1 + eᶻ)}, {@code f′ = σ(z) = 1 − e⁻ᵃ}. */
record Softplus() implements Activation {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = FloatMath.softplus(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] *= -FloatMath.expm1(-a[i]);
    }
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
