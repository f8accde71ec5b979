package io.plateau.nn;

import io.plateau.math.VectorMath;

/** {@code f(z) = z σ(z)}, {@code f′ = σ(z) + f(z) (1 − σ(z))} (Elfwing et al. 2018). */
record Silu() implements Activation {
  @Override
  public String name() {
    return "silu";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    VectorMath.map(VectorMath::silu, z, a, n);
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    VectorMath.scale(VectorMath::siluSlope, z, d, n);
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
