package io.plateau.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exact quantiles of numbers as floats, in two passes over them in any order.
 *
 * <p>Bits of a float order like the floats themselves once negative ones are flipped (Terdiman
 * 2000, "Radix Sort Revisited"). The first pass counts the upper 16 of these bits, which tells in
 * which bucket each wanted rank falls; the second counts the lower 16 bits of the numbers in those
 * buckets only. Both counts are sums of integers, so neither parts nor their order change the
 * result.
 */
public final class Quantiles implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Lower and upper quartile with the median between them. */
  private static final double[] PROBABILITIES = {0.25, 0.5, 0.75};

  /** First pass: how many numbers have each upper half of the bits. */
  public static final class Buckets implements Serializable {
    private static final long serialVersionUID = 1L;
    private final IntCounts counts = new IntCounts();
    private long size;

    /** <em>Adds</em> a number, which is not NaN, n times. */
    public void add(double x, long n) {
      counts.add(ordered(x) >>> 16, n);
      size += n;
    }

    /** <em>Adds into</em> this the numbers of another. */
    public void add(Buckets other) {
      counts.add(other.counts);
      size += other.size;
    }
  }

  private final long size;

  /** By wanted rank: its bucket, and how many numbers are in the buckets before. */
  private final int[] buckets;

  private final long[] before;

  /** Counts of the lower halves of the bits, by bucket. */
  private final Map<Integer, IntCounts> lower = new TreeMap<>();

  /** The second pass, once all numbers were in the first. */
  public Quantiles(Buckets all) {
    size = all.size;
    int ranks = size == 0 ? 0 : 2 * PROBABILITIES.length;
    buckets = new int[ranks];
    before = new long[ranks];
    int[] keys = all.counts.sorted();
    for (int r = 0; r < ranks; r++) {
      int k = 0;
      while (before[r] + all.counts.count(keys[k]) <= rank(r)) {
        before[r] += all.counts.count(keys[k++]);
      }
      buckets[r] = keys[k];
      lower.put(keys[k], new IntCounts());
    }
  }

  /** Ranks come in pairs: the number at or below the quantile, and the one after it. */
  private long rank(int r) {
    long floor = (long) Math.floor((size - 1) * PROBABILITIES[r / 2]);
    return r % 2 == 0 ? floor : Math.min(floor + 1, size - 1);
  }

  /** <em>Adds</em> a number of the first pass, which is not NaN. */
  public void add(double x) {
    int bits = ordered(x);
    int bucket = bits >>> 16;
    for (int wanted : buckets) {
      if (wanted == bucket) {
        lower.get(bucket).add(bits & 0xffff, 1);
        return;
      }
    }
  }

  /** <em>Adds into</em> this the numbers of another with the same first pass. */
  public void add(Quantiles other) {
    lower.forEach((bucket, counts) -> counts.add(other.lower.get(bucket)));
  }

  /**
   * The quartiles, linear between the two nearest numbers (Hyndman and Fan 1996, type 7); NaN where
   * there is no number.
   *
   * @return lower quartile, median, upper quartile
   */
  public double[] quartiles() {
    double[] quartiles = new double[PROBABILITIES.length];
    Arrays.fill(quartiles, Double.NaN);
    for (int q = 0; q < quartiles.length && size > 0; q++) {
      double position = (size - 1) * PROBABILITIES[q];
      double fraction = position - Math.floor(position);
      double low = number(2 * q);
      double high = number(2 * q + 1);
      quartiles[q] = fraction == 0 ? low : low + fraction * (high - low);
    }
    return quartiles;
  }

  private double number(int r) {
    long left = rank(r) - before[r];
    IntCounts counts = lower.get(buckets[r]);
    for (int key : counts.sorted()) {
      left -= counts.count(key);
      if (left < 0) {
        return unordered(buckets[r] << 16 | key);
      }
    }
    throw new IllegalStateException("the second pass must have all numbers of the first");
  }

  /** Bits of the number as a float that order like the numbers as unsigned integers. */
  private static int ordered(double x) {
    float number = (float) x;
    int bits = Float.floatToIntBits(number == 0 ? 0 : number); // never −0
    return bits < 0 ? ~bits : bits ^ 0x80000000;
  }

  private static float unordered(int bits) {
    return Float.intBitsToFloat(bits < 0 ? bits ^ 0x80000000 : ~bits);
  }
}
