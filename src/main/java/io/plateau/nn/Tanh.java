package io.plateau.nn;

import io.plateau.math.VectorMath;

/** {@code f(z) = tanh z}, {@code f′ = 1 − a²}. */
record Tanh() implements Activation {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    VectorMath.map(VectorMath::tanh, z, a, n);
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] *= 1 - a[i] * a[i];
    }
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
