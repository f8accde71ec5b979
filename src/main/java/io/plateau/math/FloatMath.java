package io.plateau.math;

/**
 * Elementary functions of single floats, the same bits on every machine and in interpreted and
 * compiled code, which Math.exp does not promise; for arrays {@link VectorMath} is faster.
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

  /** The largest number that {@link #softClip} squares, far from where squares overflow. */
  public static final double SOFT_CLIP_MOST = 1e150;

  private FloatMath() {}

  /** {@code eˣ}. */
  public static float exp(float x) {
    return (float) exp((double) x);
  }

  /**
   * {@code z / √(1 + (z/3)²)}, which is about z near 0 and stays within ±3; z beyond ±{@link
   * #SOFT_CLIP_MOST} counts as that.
   */
  public static double softClip(double z) {
    double bounded = clamp(z, -SOFT_CLIP_MOST, SOFT_CLIP_MOST);
    return bounded / Math.sqrt(1 + (bounded / 3) * (bounded / 3));
  }

  /** {@code σ(x) = 1 / (1 + e⁻ˣ)}. */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + exp(-(double) x)));
  }

  /** {@code ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|)}, relative error below 1e-9. */
  public static double softplus(double x) {
    double y = exp(-Math.abs(x));
    return Math.max(x, 0) + log1p(y);
  }

  /** {@code ln(1 + y)} for 0 ≤ y ≤ 1. */
  public static double log1p(double y) {
    // ln(1 + y) = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with s = y / (2 + y) ≤ 1/3
    double s = y / (2 + y);
    double q = s * s;
    double q2 = q * q;
    double q4 = q2 * q2;
    double low = 1 + 1.0 / 3 * q + (1.0 / 5 + 1.0 / 7 * q) * q2;
    double high = 1.0 / 9 + 1.0 / 11 * q + (1.0 / 13 + 1.0 / 15 * q) * q2;
    double series = low + q4 * (high + q4 * (1.0 / 17));
    return 2 * s * series;
  }

  /** {@code eˣ}, relative error below 1e-9; x beyond ±700 counts as ±700. */
  public static double exp(double x) {
    double bounded = clamp(x, -700, 700);
    double t = bounded * LOG2_E + ROUNDER;
    double r = bounded - (t - ROUNDER) * LN_2;
    return (1 + taylor(r)) * powerOfTwo(t);
  }

  /** eʳ − 1 for |r| ≤ ½ ln 2; the terms left out are below 3e-10 of it. */
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
