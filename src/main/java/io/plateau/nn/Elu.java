package io.plateau.nn;

import io.plateau.math.VectorMath;

/**
 * {@code f(z) = z} where z is positive, else {@code eᶻ − 1}; {@code f′ = 1} or {@code a + 1}
 * (Clevert et al. 2016).
 */
record Elu() implements Activation {
  @Override
  public String name() {
    return "elu";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    VectorMath.map(VectorMath::elu, z, a, n);
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] *= Math.min(a[i], 0) + 1;
    }
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
