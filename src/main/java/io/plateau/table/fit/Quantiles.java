package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Exact quartiles and {@link Cuts} of numbers as the nearest finite floats, in two or three passes
 * over them in any order.
 *
 * <p>Numbers are looked at as {@link NumberBits}. The first pass counts the upper 16 of these bits,
 * which tells in which of the {@link Buckets} each wanted rank falls; the second keeps the lower 16
 * bits of the numbers in those buckets only. Where these are too many, it counts the upper 8 of
 * them, and a third pass keeps the last 8 of the numbers that are then left. All are sums of
 * integers, so neither parts nor their order change the result.
 */
final class Quantiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int HALF = 16;
  private static final int BYTE = 8;

  /** Lower and upper quartile with the median between them. */
  private static final double[] PROBABILITIES = {0.25, 0.5, 0.75};

  private final long size;
  private final NumberBits bits;

  /** Wanted ranks: two for each quartile, then those of cuts. */
  private final long[] ranks;

  /** By wanted rank: the bits known before this pass, and how many numbers have lesser ones. */
  private final int[] known;

  private final long[] before;

  /** The known bits that are wanted. */
  private final Prefixes prefixes;

  /** Bits behind the known ones that this pass looks at. */
  private final int width;

  /** These bits, by the place of the known ones. */
  private final RankedBits[] next;

  /** Numbers whose bits the second pass looks at. */
  private final long wanted;

  /**
   * The second and last pass, once all numbers were in the first.
   *
   * @param bins that the numbers are cut into, which takes counts of most of them, or 0
   * @param least of the numbers
   * @param most of the numbers, the largest
   */
  Quantiles(Buckets all, int bins, double least, double most) {
    size = all.size();
    bits = NumberBits.between(least, most);
    boolean floats = bits.areFloats(); // evenly spaced numbers, of 16 bits, are all in one bucket
    int[] buckets = floats ? all.counted() : new int[1];
    long[] counts =
        floats ? Arrays.stream(buckets).mapToLong(all::count).toArray() : new long[] {size};
    long[] cuts =
        bins == 0 ? new long[0] : Cuts.ranks(counts, i -> floats && all.isValue(buckets[i]), bins);
    ranks =
        size == 0 ? new long[0] : LongStream.concat(ofQuartiles(), Arrays.stream(cuts)).toArray();
    known = new int[ranks.length];
    before = new long[ranks.length];
    long[] less = Cuts.less(counts);
    BitSet looked = new BitSet();
    for (int r = 0; r < ranks.length; r++) {
      int bucket = Cuts.place(less, ranks[r]);
      known[r] = buckets[bucket];
      before[r] = less[bucket];
      looked.set(bucket);
    }
    prefixes = new Prefixes(known, HALF);
    width = HALF;
    next = empty();
    wanted = looked.stream().mapToLong(bucket -> counts[bucket]).sum();
  }

  private Quantiles(Quantiles same, int[] known, long[] before, int prefix, int width) {
    size = same.size;
    bits = same.bits;
    ranks = same.ranks;
    wanted = same.wanted;
    this.known = known;
    this.before = before;
    this.prefixes = new Prefixes(known, prefix);
    this.width = width;
    this.next = empty();
  }

  private RankedBits[] empty() {
    return Stream.generate(() -> new RankedBits(width))
        .limit(prefixes.size())
        .toArray(RankedBits[]::new);
  }

  /** Numbers whose bits the second pass looks at. */
  long wanted() {
    return wanted;
  }

  /** The second pass in place of this one where a third is to follow: it counts 8 bits. */
  Quantiles first8() {
    return new Quantiles(this, known, before, HALF, BYTE);
  }

  /** Whether this pass looks at the last bits of numbers. */
  boolean isLast() {
    return prefixes.bits() + width == Integer.SIZE;
  }

  /** The pass after this one, which all numbers were in: it looks at the next, last 8 bits. */
  Quantiles last8() {
    int[] more = new int[ranks.length];
    long[] lesser = new long[ranks.length];
    for (int r = 0; r < ranks.length; r++) {
      RankedBits numbers = next(r);
      int found = numbers.at(ranks[r] - before[r]);
      more[r] = known[r] << width | found;
      lesser[r] = before[r] + numbers.less(found);
    }
    return new Quantiles(this, more, lesser, HALF + BYTE, BYTE);
  }

  private RankedBits next(int r) {
    return next[prefixes.place(known[r] << Integer.SIZE - prefixes.bits())];
  }

  private LongStream ofQuartiles() {
    return IntStream.range(0, 2 * PROBABILITIES.length).mapToLong(this::rank);
  }

  /** Ranks come in pairs: the number at or below the quantile, and the one after it. */
  private long rank(int r) {
    long floor = (long) Math.floor((size - 1) * PROBABILITIES[r / 2]);
    return r % 2 == 0 ? floor : Math.min(floor + 1, size - 1);
  }

  /** <em>Adds</em> a number of the first pass, which is not NaN. */
  void add(double x) {
    int number = bits.of(x);
    int place = prefixes.place(number);
    if (place >= 0) {
      next[place].add(number >>> Integer.SIZE - prefixes.bits() - width);
    }
  }

  /** <em>Adds</em> a number of the first pass, which is not NaN, n times, in the second pass. */
  void add(double x, long n) {
    int number = bits.of(x);
    int place = prefixes.place(number);
    if (place >= 0) {
      next[place].add(number, n);
    }
  }

  /** <em>Adds into</em> this the numbers of another with the same passes before. */
  void add(Quantiles other) {
    for (int i = 0; i < next.length; i++) {
      next[i].add(other.next[i]);
    }
  }

  /**
   * The quartiles, linear between the two nearest numbers (Hyndman and Fan 1996, type 7); NaN where
   * there is no number.
   *
   * @return lower quartile, median, upper quartile
   */
  double[] quartiles() {
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
        ? Math.max(cut, bits.most())
        : cut == -Float.MAX_VALUE ? Math.min(cut, bits.least()) : cut;
  }

  private double number(int r) {
    return bits.number(known[r] << width | next(r).at(ranks[r] - before[r]));
  }
}
