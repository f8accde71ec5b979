package io.plateau.math;

/**
 * Buckets for numbers of any size: as fine, relative to the number, everywhere. A bucket is the
 * exponent and the first bits of the fraction of a 32-bit float, so that buckets are in the order
 * of the numbers.
 *
 * @param bits of the fraction, from 0 to 12: a bucket is 2<sup>-bits</sup> of its number wide
 */
public record FloatBuckets(int bits) {
  public FloatBuckets {
    if (bits < 0 || bits > 12) {
      throw new IllegalArgumentException("bits must be from 0 to 12, got " + bits);
    }
  }

  /**
   * The smallest exponent of probabilities that is distinguished from 0: below 2^-40 all is one
   * bucket.
   */
  private static final int DEEPEST = 40;

  private static final double LEAST = 0x1p-40;

  /** Number of buckets for values of 0 and more. */
  public int count() {
    return 255 << bits;
  }

  /** The bucket of a value of 0 or more; NaN and infinity share the last with the largest. */
  public int of(double value) {
    float rounded = (float) value;
    return rounded < Float.MAX_VALUE
        ? Float.floatToRawIntBits(Math.max(0f, rounded)) >>> (23 - bits)
        : count() - 1;
  }

  public double middle(int bucket) {
    double low = Float.intBitsToFloat(bucket << (23 - bits));
    double high = Float.intBitsToFloat((bucket + 1) << (23 - bits));
    return Double.isFinite(high) && high < Float.MAX_VALUE ? (low + high) / 2 : low;
  }

  /** Number of buckets for probabilities. */
  public int probabilities() {
    return 2 * half();
  }

  private int half() {
    return (DEEPEST << bits) + 1;
  }

  /** The bucket of a probability: fine near 0 and as fine near 1. */
  public int ofProbability(double p) {
    return p < 0.5 ? lower(p) : probabilities() - 1 - lower(1 - p);
  }

  private int lower(double p) {
    return Math.min(half() - 1, Math.max(0, of(p) - of(LEAST)));
  }
}
