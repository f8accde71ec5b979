package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Exact quartiles and {@link Cuts} of numbers as the nearest finite floats, in two passes over them
 * in any order.
 *
 * <p>Bits of a float order like the floats themselves once negative ones are flipped (Terdiman
 * 2000, "Radix Sort Revisited"). The first pass counts the upper 16 of these bits, which tells in
 * which bucket each wanted rank falls; the second counts the lower 16 bits of the numbers in those
 * buckets only. Both counts are sums of integers, so neither parts nor their order change the
 * result.
 *
 * <p>Numbers that vary little for how far from 0 they are, such as times of an hour in milliseconds
 * since 1970, have hardly any floats between them. Their quartiles and cuts are the nearest of up
 * to 65 536 evenly spaced numbers between the least and the largest, which the second pass counts
 * alone.
 */
public final class Quantiles implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Lower and upper quartile with the median between them. */
  private static final double[] PROBABILITIES = {0.25, 0.5, 0.75};

  /** With fewer floats than this between the least and the largest number they are too coarse. */
  private static final int FEWEST_FLOATS = 1 << 12;

  /** Most steps of evenly spaced numbers, so that each has its number of 16 bits. */
  private static final int MOST_STEPS = (1 << Character.SIZE) - 1;

  /** First pass: how many numbers have each upper half of the bits. */
  public static final class Buckets implements Serializable {
    private static final long serialVersionUID = 1L;
    private final PagedCounts counts = new PagedCounts();
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
  private final double least;
  private final double most;

  /** Between evenly spaced numbers, a power of two; 0 where numbers are the nearest floats. */
  private final double step;

  /** Wanted ranks: two for each quartile, then those of cuts. */
  private final long[] ranks;

  /** By wanted rank: its bucket, and how many numbers are in the buckets before. */
  private final int[] buckets;

  private final long[] before;

  /** By wanted bucket, its place among them, from 1 on. */
  private final PagedCounts places = new PagedCounts();

  /** The lower halves of the bits, by the place of the bucket. */
  private final Halves[] lower;

  /**
   * The second pass, once all numbers were in the first.
   *
   * @param bins that the numbers are cut into, which takes counts of most of them, or 0
   * @param least of the numbers
   * @param most of the numbers, the largest
   */
  public Quantiles(Buckets all, int bins, double least, double most) {
    size = all.size;
    this.least = least;
    this.most = most;
    step = step(least, most);
    PagedCounts counts = all.counts;
    if (step > 0) {
      // Numbers of steps have 16 bits: all are in one bucket
      counts = new PagedCounts();
      counts.add(0, size);
    }
    int[] keys = counts.counted();
    ranks = size == 0 ? new long[0] : ranks(counts, keys, bins);
    buckets = new int[ranks.length];
    before = new long[ranks.length];
    long[] less = new long[keys.length]; // numbers in the buckets before each
    for (int k = 1; k < keys.length; k++) {
      less[k] = less[k - 1] + counts.count(keys[k - 1]);
    }
    for (int r = 0; r < ranks.length; r++) {
      int found = Arrays.binarySearch(less, ranks[r]);
      int k = found < 0 ? -found - 2 : found;
      buckets[r] = keys[k];
      before[r] = less[k];
    }
    int[] wanted = Arrays.stream(buckets).sorted().distinct().toArray();
    lower = new Halves[wanted.length];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = new Halves();
      places.add(wanted[i], i + 1L);
    }
  }

  private long[] ranks(PagedCounts counts, int[] keys, int bins) {
    if (bins == 0) {
      return ofQuartiles().toArray();
    }
    int zero = ordered(0) >>> 16;
    long zeros = counts.count(zero);
    if (zeros * bins <= size) {
      return LongStream.concat(ofQuartiles(), cuts(bins, size)).toArray();
    }
    // Zeros, which are many, are one cut; the others are those of the other numbers
    long negative = 0;
    for (int key : keys) {
      negative += key < zero ? counts.count(key) : 0;
    }
    long less = negative;
    LongStream others =
        size == zeros
            ? LongStream.empty()
            : cuts(bins - 1, size - zeros).map(rank -> rank < less ? rank : rank + zeros);
    return LongStream.concat(LongStream.concat(ofQuartiles(), LongStream.of(less)), others)
        .toArray();
  }

  private LongStream ofQuartiles() {
    return IntStream.range(0, 2 * PROBABILITIES.length).mapToLong(this::rank);
  }

  private static double step(double least, double most) {
    double range = most - least;
    float farthest = (float) Math.max(Math.abs(least), Math.abs(most));
    if (!(range > 0
        && range < FEWEST_FLOATS * (double) Math.ulp(Math.min(farthest, Float.MAX_VALUE)))) {
      return 0;
    }
    // What is a multiple of it from the least number, as whole numbers mostly are, stays exact
    double power = Math.scalb(1.0, Math.getExponent(range / MOST_STEPS));
    return power * MOST_STEPS < range ? 2 * power : power;
  }

  /** The place of a number among evenly spaced ones. */
  private int steps(double x) {
    return (int) Math.rint((x - least) / step);
  }

  private static LongStream cuts(int bins, long rows) {
    return IntStream.rangeClosed(0, bins).mapToLong(b -> Cuts.rank(b, bins, rows));
  }

  /** Ranks come in pairs: the number at or below the quantile, and the one after it. */
  private long rank(int r) {
    long floor = (long) Math.floor((size - 1) * PROBABILITIES[r / 2]);
    return r % 2 == 0 ? floor : Math.min(floor + 1, size - 1);
  }

  /** <em>Adds</em> a number of the first pass, which is not NaN. */
  public void add(double x) {
    int bits = step > 0 ? steps(x) : ordered(x);
    int place = (int) places.count(bits >>> 16);
    if (place > 0) {
      lower[place - 1].add(bits);
    }
  }

  /** <em>Adds into</em> this the numbers of another with the same first pass. */
  public void add(Quantiles other) {
    for (int i = 0; i < lower.length; i++) {
      lower[i].add(other.lower[i]);
    }
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

  /** The {@link Cuts} of numbers of which many are different, ascending. */
  List<Double> cuts() {
    return IntStream.range(Math.min(ranks.length, 2 * PROBABILITIES.length), ranks.length)
        .mapToDouble(this::number)
        .map(this::unlimited)
        .sorted()
        .distinct()
        .boxed()
        .toList();
  }

  /** The end of the numbers in place of the largest float of its sign, where it is beyond that. */
  private double unlimited(double cut) {
    return cut == Float.MAX_VALUE
        ? Math.max(cut, most)
        : cut == -Float.MAX_VALUE ? Math.min(cut, least) : cut;
  }

  private double number(int r) {
    Halves halves = lower[(int) places.count(buckets[r]) - 1];
    int bits = buckets[r] << 16 | halves.at(ranks[r] - before[r]);
    if (step == 0) {
      return unordered(bits);
    }
    return bits == steps(most) ? most : least + bits * step;
  }

  /** Bits of the nearest finite float, which order like the numbers as unsigned integers. */
  private static int ordered(double x) {
    float number = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, x));
    int bits = Float.floatToIntBits(number == 0 ? 0 : number); // never −0
    return bits < 0 ? ~bits : bits ^ 0x80000000;
  }

  private static float unordered(int bits) {
    return Float.intBitsToFloat(bits < 0 ? bits ^ 0x80000000 : ~bits);
  }
}
