package io.plateau.nn;

/** {@code f(z) = max(z, 0)}, {@code f′ = 1} where z is positive, else 0 (Nair, Hinton 2010). */
record Relu() implements Activation {
  @Override
  public String name() {
    return "relu";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    // Math.max, unlike a comparison, becomes a vector instruction, and hands NaN on
    for (int i = 0; i < n; i++) {
      a[i] = Math.max(z[i], 0);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    // The factor is 1 for every positive float, also the smallest; a comparison would mispredict
    for (int i = 0; i < n; i++) {
      d[i] *= Math.min(a[i] * 0x1p127f * 0x1p23f, 1);
    }
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
