package io.plateau.math;

/**
 * Elementary functions of many floats at once, the same bits on every machine and in interpreted
 * and compiled code; within one unit in the last place, underflow through the denormals to zero and
 * overflow to infinity included. NaN gives NaN.
 *
 * <p>Blocks of floats are widened to doubles, treated and rounded back. The loops between have
 * nothing but additions, multiplications, divisions, minima and maxima, without jumps and without a
 * look at bits, and are short, so that the compiler makes vector instructions of them: {@code eˣ}
 * is the Taylor series of {@code exp(x / 256)}, squared eight times. One loop over floats would be
 * up to ten times slower: x86's scalar conversions wait for the register they are about to
 * overwrite. Where a few units in the last place do, floats are faster: {@link #expm1OfNegative},
 * {@link #exp(float[], float, float[], float[], int)}.
 */
public final class VectorMath {
  private static final int BLOCK = 256;

  /** Beyond these eˣ is 0 or infinite as a float, and so is x eˣ. */
  private static final double LIMIT = 110;

  /** Below this, eˣ − 1 is −1 as a float. */
  private static final float FLAT = -18;

  /** The least x whose eˣ is no denormal float. */
  private static final float LEAST = -87;

  private static final float LOG2_E = (float) (1 / 0.6931471805599453);

  /** The first 15 bits of ln 2, so that small multiples are exact, and the rest. */
  private static final float LN_2_HIGH = 0x1.62e4p-1f;

  private static final float LN_2_LOW = (float) (0.6931471805599453 - 0x1.62e4p-1);

  /** Adding this to a float rounds to a whole number, which then stands in its lowest bits. */
  private static final float FLOAT_ROUNDER = 0x1.8p23f;

  /** Adding this to a double and taking it off rounds to a whole number. */
  private static final double ROUNDER = 0x1.8p52;

  private VectorMath() {}

  /**
   * {@code Σ (x − center)²} from an index on, in four sums, so that one need not wait for another;
   * always the same four.
   */
  public static double squares(float[] x, int from, int to, double center) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += (x[i] - center) * (x[i] - center);
      b += (x[i + 1] - center) * (x[i + 1] - center);
      c += (x[i + 2] - center) * (x[i + 2] - center);
      d += (x[i + 3] - center) * (x[i + 3] - center);
    }
    for (; i < to; i++) {
      a += (x[i] - center) * (x[i] - center);
    }
    return a + b + (c + d);
  }

  /**
   * <em>Overwrites</em> {@code x[0 … n)} with a function of it, and the other array with anything.
   */
  @FunctionalInterface
  public interface Function {
    void overwrite(double[] x, double[] scratch, int n);
  }

  /** Scratch memory of one thread, which grows to what is asked for and is then reused. */
  public static final class Blocks {
    private final double[][] doubles = new double[2][0];
    private final float[][] floats = new float[3][0];

    /** The first or the second array, of at least n doubles, with anything in it. */
    public double[] doubles(int i, int n) {
      doubles[i] = doubles[i].length < n ? new double[n] : doubles[i];
      return doubles[i];
    }

    /** One of three arrays, of at least n floats, with anything in it. */
    public float[] floats(int i, int n) {
      floats[i] = floats[i].length < n ? new float[n] : floats[i];
      return floats[i];
    }
  }

  /** <em>Overwrites</em> {@code y[0 … n)} with {@code f(x)}; may be the same array. */
  public static void map(Function f, float[] x, float[] y, int n, Blocks blocks) {
    double[] block = blocks.doubles(0, Math.min(n, BLOCK));
    double[] scratch = blocks.doubles(1, Math.min(n, BLOCK));
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      widen(x, from, block, size);
      f.overwrite(block, scratch, size);
      for (int i = 0; i < size; i++) {
        y[from + i] = (float) block[i];
      }
    }
  }

  /** <em>Overwrites</em> {@code y[0 … n)} with {@code y · f(x)}. */
  public static void scale(Function f, float[] x, float[] y, int n) {
    double[] block = new double[Math.min(n, BLOCK)];
    double[] scratch = new double[block.length];
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      widen(x, from, block, size);
      f.overwrite(block, scratch, size);
      for (int i = 0; i < size; i++) {
        y[from + i] *= (float) block[i];
      }
    }
  }

  private static void widen(float[] x, int from, double[] block, int size) {
    for (int i = 0; i < size; i++) {
      block[i] = x[from + i];
    }
  }

  /**
   * <em>Overwrites</em> {@code cos[0 … n)} and {@code sin[0 … n)} with the functions of x, which
   * may be one of the two arrays; absolute error below 1e-7 for |x| below 2²⁰.
   *
   * <p>With y half of what whole turns leave of x, so that |y| ≤ π/2, they are {@code 1 − 2 sin² y}
   * and {@code 2 sin y cos y}.
   */
  public static void cosSin(float[] x, float[] cos, float[] sin, int n, Blocks blocks) {
    double[] y = blocks.doubles(0, Math.min(n, BLOCK));
    double[] s = blocks.doubles(1, Math.min(n, BLOCK));
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      widen(x, from, y, size);
      for (int i = 0; i < size; i++) {
        double turns = y[i] * (0.5 / Math.PI);
        y[i] = (turns - ((turns + ROUNDER) - ROUNDER)) * Math.PI;
      }
      for (int i = 0; i < size; i++) {
        s[i] = y[i] * sine(y[i] * y[i]);
      }
      for (int i = 0; i < size; i++) {
        sin[from + i] = (float) (2 * s[i] * cosine(y[i] * y[i]));
        cos[from + i] = (float) (1 - 2 * s[i] * s[i]);
      }
    }
  }

  /** {@code sin y / y} of q = y² ≤ π²/4; the terms left out are below 1e-11. */
  private static double sine(double q) {
    double q2 = q * q;
    double low = 1 - 1.0 / 6 * q + (1.0 / 120 - 1.0 / 5040 * q) * q2;
    double high = 1.0 / 362880 - 1.0 / 39916800 * q + 1.0 / 6227020800.0 * q2;
    return low + q2 * q2 * high;
  }

  /** {@code cos y} of q = y² ≤ π²/4; the terms left out are below 1e-10. */
  private static double cosine(double q) {
    double q2 = q * q;
    double low = 1 - 1.0 / 2 * q + (1.0 / 24 - 1.0 / 720 * q) * q2;
    double high =
        1.0 / 40320 - 1.0 / 3628800 * q + (1.0 / 479001600 - 1.0 / 87178291200.0 * q) * q2;
    return low + q2 * q2 * high;
  }

  /** {@code tanh x = (e²ˣ − 1) / (e²ˣ + 1)}. */
  public static void tanh(double[] x, double[] s, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = 2 * Math.max(-LIMIT / 4, Math.min(x[i], LIMIT / 4));
    }
    expm1(x, s, n);
    for (int i = 0; i < n; i++) {
      x[i] = x[i] / (x[i] + 2);
    }
  }

  /** {@code σ(x) = 1 / (1 + e⁻ˣ)}. */
  public static void sigmoid(double[] x, double[] s, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = -x[i];
    }
    exp(x, s, n);
    for (int i = 0; i < n; i++) {
      x[i] = 1 / (1 + x[i]);
    }
  }

  /**
   * <em>Overwrites</em> {@code y[0 … n)} with {@code eˣ} of x bounded by −87 and the most, within
   * two units in the last place, and the scratch with anything; the arrays are three.
   *
   * <p>{@code eˣ = 2ᵏ eʳ} with k the whole number next to x / ln 2 and |r| ≤ ½ ln 2. Powers of two
   * are made one by one, of the bits of k: more of them in a time than conversions to doubles.
   *
   * @param most at most 88
   */
  public static void exp(float[] x, float most, float[] y, float[] s, int n) {
    for (int i = 0; i < n; i++) {
      s[i] = Math.max(Math.min(x[i], most), LEAST) * LOG2_E + FLOAT_ROUNDER;
    }
    for (int i = 0; i < n; i++) {
      float k = s[i] - FLOAT_ROUNDER;
      y[i] = Math.max(Math.min(x[i], most), LEAST) - k * LN_2_HIGH - k * LN_2_LOW;
    }
    for (int i = 0; i < n; i++) {
      y[i] = 1 + series(y[i]);
    }
    for (int i = 0; i < n; i++) {
      s[i] = Float.intBitsToFloat((Float.floatToRawIntBits(s[i]) + 127) << 23);
    }
    for (int i = 0; i < n; i++) {
      y[i] *= s[i];
    }
  }

  /** eʳ − 1 for |r| ≤ ½ ln 2; what is left out is below 1e-8. */
  private static float series(float r) {
    float r2 = r * r;
    float low = 1f / 2 + 1f / 6 * r + (1f / 24 + 1f / 120 * r) * r2;
    return r + r2 * (low + (1f / 720 + 1f / 5040 * r) * (r2 * r2));
  }

  /** {@code eˣ}; leaves the scratch alone, which may be the same array. */
  public static void exp(double[] x, double[] s, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = 1 + taylor(Math.max(-LIMIT, Math.min(x[i], LIMIT)) / 256);
    }
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < n; i++) {
        double e2 = x[i] * x[i];
        double e4 = e2 * e2;
        double e8 = e4 * e4;
        x[i] = e8 * e8;
      }
    }
  }

  /**
   * {@code eˣ − 1} without cancellation near 0; leaves the scratch alone, which may be the same
   * array.
   */
  public static void expm1(double[] x, double[] s, int n) {
    // With q = e − 1, (1 + q)² − 1 = q (q + 2) squares e and keeps the places of a small q
    for (int i = 0; i < n; i++) {
      x[i] = taylor(Math.max(-LIMIT, Math.min(x[i], LIMIT)) / 256);
    }
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < n; i++) {
        double q2 = x[i] * (x[i] + 2);
        double q4 = q2 * (q2 + 2);
        double q8 = q4 * (q4 + 2);
        x[i] = q8 * (q8 + 2);
      }
    }
  }

  /**
   * <em>Overwrites</em> {@code y[0 … n)} with {@code exp(min(x, 0)) − 1}, within four units in the
   * last place.
   *
   * <p>{@code q = exp(x / 16) − 1} is squared four times as in {@link #expm1}; where q is below 0,
   * that makes its relative error smaller, and floats suffice.
   */
  public static void expm1OfNegative(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(Math.min(x[i], 0), FLAT) / 16;
    }
    for (int i = 0; i < n; i++) {
      y[i] = taylor(y[i]);
    }
    for (int i = 0; i < n; i++) {
      float q2 = 2 * y[i] + y[i] * y[i];
      float q4 = 2 * q2 + q2 * q2;
      float q8 = 2 * q4 + q4 * q4;
      y[i] = 2 * q8 + q8 * q8;
    }
  }

  /** eᵘ − 1 for u in [−1.125, 0]; what is left out is below 2e-8 of exp(16 u) − 1. */
  private static float taylor(float u) {
    float u2 = u * u;
    float low = 1f / 2 + 1f / 6 * u + (1f / 24 + 1f / 120 * u) * u2;
    return u + u2 * (low + 1f / 720 * (u2 * u2));
  }

  /** eᵘ − 1 for |u| ≤ 110 / 256; the terms left out, times 256, are below 3e-8 of it. */
  private static double taylor(double u) {
    double u2 = u * u;
    double u4 = u2 * u2;
    double low = 1.0 / 2 + 1.0 / 6 * u + (1.0 / 24 + 1.0 / 120 * u) * u2;
    double high = 1.0 / 720 + 1.0 / 5040 * u + (1.0 / 40320 + 1.0 / 362880 * u) * u2;
    return u + u2 * (low + u4 * high);
  }
}
