package io.plateau.nn;

import io.plateau.math.VectorMath;

/** {@code f(z) = 1 / (1 + e⁻ᶻ)}, {@code f′ = a (1 − a)}. */
record Sigmoid() implements Activation {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    VectorMath.map(VectorMath::sigmoid, z, a, n);
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] *= a[i] * (1 - a[i]);
    }
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
