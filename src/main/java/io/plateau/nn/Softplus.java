package io.plateau.nn;

import io.plateau.math.VectorMath;

/** {@code f(z) = ln(1 + eᶻ)}, {@code f′ = σ(z) = 1 − e⁻ᵃ}. */
record Softplus() implements Activation {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    VectorMath.map(VectorMath::softplus, z, a, n);
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    VectorMath.scale(VectorMath::softplusSlope, a, d, n);
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
