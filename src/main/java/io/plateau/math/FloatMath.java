package io.plateau.math;

/**
 * Elementary functions of floats, the same bits on every machine and in interpreted and compiled
 * code, which Math.exp and Math.tanh do not promise.
 *
 * <p>They are computed from additions, multiplications and divisions of doubles, which Java defines
 * exactly, and rounded to float at the end: at most one unit in the last place away from the true
 * value, overflow to infinity and underflow through the denormals to zero included. NaN gives NaN.
 *
 * <p>The base is {@code eˣ = 2ⁿ eʳ} with {@code n = round(x / ln 2)}, so that |r| ≤ ½ ln 2, and the
 * Taylor series of eʳ − 1.
 */
public final class FloatMath {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2 = 0.6931471805599453;

  /** Adding this rounds a double to a whole number, which then stands in its lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  private static final double SQRT_2_PI_INVERSE = 0.3989422804014327;

  private FloatMath() {}

  /** {@code eˣ}. */
  public static float exp(float x) {
    return (float) exp((double) x);
  }

  /** Overwrites {@code x[from … to)} with {@code eˣ}. */
  public static void exp(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = exp(x[i]);
    }
  }

  /** {@code eˣ − 1}, without cancellation near 0. */
  public static float expm1(float x) {
    return (float) expm1((double) x);
  }

  /** {@code tanh x = (e²ˣ − 1) / (e²ˣ + 1)}. */
  public static float tanh(float x) {
    double e = expm1(clamp(2.0 * x, -40, 40));
    return (float) (e / (e + 2));
  }

  /** {@code σ(x) = 1 / (1 + e⁻ˣ)}. */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + exp(-(double) x)));
  }

  /** {@code ln(1 + eˣ)}, without overflow. */
  public static float softplus(float x) {
    return (float) softplus((double) x);
  }

  /** Φ(x), the probability that a standard normal is below x; exact in both tails. */
  public static float normalCdf(float x) {
    double size = Math.abs((double) x);
    double tail = exp(-0.5 * size * size) * scaledTail(1 / (1 + 0.5 * size));
    // Arithmetic instead of a jump on the sign, which is mispredicted every other time.
    int positive = 1 - (Float.floatToRawIntBits(x) >>> 31);
    return (float) (positive + (1 - 2 * positive) * tail);
  }

  /**
   * {@code Φ(−x) exp(x²/2)} for 0 ≤ x ≤ 15, where {@code t = 1 / (1 + x/2)}: t times a polynomial
   * fitted on Chebyshev's nodes, relative error below 1e-8. Summed in pairs, so that a processor
   * can work on several terms at once.
   */
  private static double scaledTail(double t) {
    double t2 = t * t;
    double t4 = t2 * t2;
    double low =
        0.1994713162147004
            + 0.19947423783724518 * t
            + (0.14937355995570646 + 0.053904197581748035 * t) * t2;
    double middle =
        -0.099001461140051655
            + 0.089977954022896973 * t
            + (-0.74885125995250945 + 1.7513121198277049 * t) * t2;
    double high =
        -1.991428229045646
            + 1.2756595333678445 * t
            + (-0.44729146952229073 + 0.067399502047398671 * t) * t2;
    return t * (low + t4 * (middle + t4 * high));
  }

  /** {@code φ(x) = exp(−x²/2) / √(2π)}, the density of the standard normal. */
  public static float normalDensity(float x) {
    double wide = x;
    return (float) (SQRT_2_PI_INVERSE * exp(-0.5 * wide * wide));
  }

  /** {@code ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|)}, relative error below 1e-9. */
  public static double softplus(double x) {
    double y = exp(-Math.abs(x));
    // ln(1 + y) = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with s = y / (2 + y) ≤ 1/3
    double s = y / (2 + y);
    double q = s * s;
    double q2 = q * q;
    double q4 = q2 * q2;
    double low = 1 + 1.0 / 3 * q + (1.0 / 5 + 1.0 / 7 * q) * q2;
    double high = 1.0 / 9 + 1.0 / 11 * q + (1.0 / 13 + 1.0 / 15 * q) * q2;
    double series = low + q4 * (high + q4 * (1.0 / 17));
    return Math.max(x, 0) + 2 * s * series;
  }

  /** {@code eˣ}, relative error below 1e-9; x beyond ±700 counts as ±700. */
  public static double exp(double x) {
    double bounded = clamp(x, -700, 700);
    double t = bounded * LOG2_E + ROUNDER;
    double r = bounded - (t - ROUNDER) * LN_2;
    return (1 + taylor(r)) * powerOfTwo(t);
  }

  private static double expm1(double x) {
    double bounded = clamp(x, -700, 700);
    double t = bounded * LOG2_E + ROUNDER;
    double r = bounded - (t - ROUNDER) * LN_2;
    double scale = powerOfTwo(t);
    return scale * taylor(r) + (scale - 1);
  }

  /** eʳ − 1 for |r| ≤ ½ ln 2; what is left out is below 3e-10 of it. */
  private static double taylor(double r) {
    double even =
        1.0 / 2
            + r * (1.0 / 6)
            + r * r * (1.0 / 24 + r * (1.0 / 120))
            + r * r * (r * r) * (1.0 / 720 + r * (1.0 / 5040) + r * r * (1.0 / 40320));
    return r + r * r * even;
  }

  /** 2ⁿ, where t is n + ROUNDER. */
  private static double powerOfTwo(double t) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(t) << 52) + (1023L << 52));
  }

  /** Comparisons that NaN passes through. */
  private static double clamp(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
  }
}
