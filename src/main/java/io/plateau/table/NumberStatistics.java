package io.plateau.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Statistics of a column of numbers from one pass: range, missing values, the first few different
 * values, and the first pass of the quartiles. Parts add up to the same whatever their order.
 */
public final class NumberStatistics implements ColumnStatistics {
  private static final long serialVersionUID = 1L;

  /** With more different numbers than this, only their being many is known. */
  public static final int LIMIT = 1000;

  private final Quantiles.Buckets buckets = new Quantiles.Buckets();
  private double[] distinct = new double[8];
  private long[] counts = new long[8];
  private int size;
  private boolean many;
  private boolean integers = true;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private long present;
  private long missing;

  /** <em>Counts</em> n rows with a number; NaN is a missing value. */
  public void add(double x, long n) {
    if (x != x) { // NaN
      missing += n;
      return;
    }
    present += n;
    least = Math.min(least, x);
    most = Math.max(most, x);
    buckets.add(x, n);
    if (!many) {
      integers &= x == Math.rint(x);
      distinct(x == 0 ? 0 : x, n); // never −0
    }
  }

  private void distinct(double x, long n) {
    int at = Arrays.binarySearch(distinct, 0, size, x);
    if (at >= 0) {
      counts[at] += n;
      return;
    }
    if (size == LIMIT) {
      many = true;
      return;
    }
    if (size == distinct.length) {
      distinct = Arrays.copyOf(distinct, Math.min(LIMIT, 2 * size));
      counts = Arrays.copyOf(counts, distinct.length);
    }
    int place = -at - 1;
    System.arraycopy(distinct, place, distinct, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    distinct[place] = x;
    counts[place] = n;
    size++;
  }

  @Override
  public void add(ColumnStatistics statistics) {
    NumberStatistics other = (NumberStatistics) statistics;
    present += other.present;
    missing += other.missing;
    least = Math.min(least, other.least);
    most = Math.max(most, other.most);
    buckets.add(other.buckets);
    integers &= other.integers;
    many |= other.many;
    for (int i = 0; i < other.size && !many; i++) {
      distinct(other.distinct[i], other.counts[i]);
    }
  }

  @Override
  public long present() {
    return present;
  }

  @Override
  public long missing() {
    return missing;
  }

  /** The smallest number, infinite where there is none. */
  public double least() {
    return least;
  }

  /** The largest number, −infinite where there is none. */
  public double most() {
    return most;
  }

  /** Whether there are more than {@link #LIMIT} different numbers. */
  public boolean many() {
    return many;
  }

  @Override
  public Count distinct() {
    return many
        ? new Count(LIMIT, Count.Accuracy.MORE_THAN)
        : new Count(size, Count.Accuracy.EXACT);
  }

  /** The different numbers from the least; empty where there are {@link #many}. */
  public List<Double> values() {
    return many ? List.of() : Arrays.stream(distinct, 0, size).boxed().toList();
  }

  /** Rows by the name of their number, where there are not {@link #many} different ones. */
  public Map<String, Long> counts(DoubleFunction<String> name) {
    Map<String, Long> byName = new HashMap<>();
    for (int i = 0; i < size && !many; i++) {
      byName.put(name.apply(distinct[i]), counts[i]);
    }
    return byName;
  }

  /** Whether no number has a fraction, where there are not {@link #many}. */
  public boolean integers() {
    return integers && !many;
  }

  /** The {@link Cuts}, where there are not {@link #many} different numbers. */
  List<Double> cuts() {
    return Cuts.of(Arrays.copyOf(distinct, size), Arrays.copyOf(counts, size));
  }

  /** The second pass of the quartiles, and of the cuts where there are {@link #many} numbers. */
  public Quantiles quantiles() {
    return new Quantiles(buckets, many);
  }
}
