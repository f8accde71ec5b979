package io.plateau.nn;

/**
 * {@code f(z) = max(z, 0.01 z)}, {@code f′ = 1} where z is positive, else 0.01 (Maas et al. 2013).
 */
record LeakyRelu() implements Activation {
  @Override
  public String name() {
    return "leakyRelu";
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = Math.max(z[i], 0.01f * z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float positive = Math.max(Math.min(a[i] * 0x1p127f * 0x1p23f, 1), 0);
      d[i] *= 0.01f + 0.99f * positive;
    }
  }

  @Override
  public boolean needsInput() {
    return false;
  }
}
