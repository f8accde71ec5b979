package io.plateau.nn.activation;

import io.plateau.math.VectorMath;

/**
 * Mish {@code f(z) = z tanh(ln(1 + eᶻ))} (Misra 2020). With {@code e = eᶻ} and {@code p = e (e +
 * 2)}, {@code f = z p / (p + 2)} and {@code f′ = p / (p + 2) + 4 z e (1 + e) / (p + 2)²}.
 *
 * <p>In floats, within five units in the last place: the conversions of doubles cost more than the
 * function. Below −87, where eᶻ is no float, z counts as −87, and the value is −1e-36.
 */
record Mish() implements Activation.Blocked {
  /** From here on p / (p + 2) is 1 as a float; the square of e stays finite. */
  private static final float MOST = 30;

  private static final float LEAST = -87;

  @Override
  public void overwrite(float[] x, int n, VectorMath.Blocks blocks) {
    float[] e = blocks.floats(1, BLOCK);
    VectorMath.exp(x, MOST, e, blocks.floats(2, BLOCK), n);
    for (int i = 0; i < n; i++) {
      float p = e[i] * (e[i] + 2);
      x[i] = Math.max(x[i], LEAST) * (p / (p + 2));
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] d, int n) {
    float[] x = new float[BLOCK];
    float[] value = new float[BLOCK];
    float[] slope = new float[BLOCK];
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      System.arraycopy(z, from, x, 0, size);
      applyWithSlope(x, value, slope, size);
      for (int i = 0; i < size; i++) {
        d[from + i] *= slope[i];
      }
    }
  }

  @Override
  public void applyWithSlope(float[] z, float[] a, float[] slope, int n) {
    // a is e at first, then e (1 + e) / (p + 2)²; slope is p / (p + 2) at first. Several loops, as
    // the compiler makes no vectors of longer ones.
    VectorMath.exp(z, MOST, a, slope, n);
    for (int i = 0; i < n; i++) {
      float p = a[i] * (a[i] + 2);
      slope[i] = p / (p + 2);
    }
    for (int i = 0; i < n; i++) {
      float w = 1 / (a[i] * (a[i] + 2) + 2);
      a[i] = (a[i] + a[i] * a[i]) * w * w;
    }
    for (int i = 0; i < n; i++) {
      float x = Math.max(z[i], LEAST);
      float value = x * slope[i];
      slope[i] += 4 * Math.min(x, MOST) * a[i];
      a[i] = value;
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
