package io.plateau.table.fit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Statistics of a column of numbers from one pass: range, missing values, and the different values
 * while they are few, else the first pass of the quartiles. Parts add up to the same whatever their
 * order.
 */
public final class NumberStatistics implements ColumnStatistics {
  private static final long serialVersionUID = 1L;

  /** With more different numbers than this, only their being many is known. */
  public static final int LIMIT = 1000;

  /** The numbers, while few are different. */
  private final NumberCounts distinct = new NumberCounts();

  /** The numbers, once many are different. */
  private final Buckets buckets = new Buckets();

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
    double number = x + 0.0; // never −0
    present += n;
    least = number < least ? number : least;
    most = number > most ? number : most;
    integers = integers && number == Math.rint(number);
    count(number, n);
  }

  private void count(double number, long n) {
    if (!many && !distinct.add(number, n, LIMIT)) {
      turn();
    }
    if (many) {
      buckets.add(number, n);
    }
  }

  private void turn() {
    many = true;
    for (double x : distinct.numbers()) {
      buckets.add(x, distinct.count(x));
    }
    distinct.clear();
  }

  @Override
  public void add(ColumnStatistics statistics) {
    NumberStatistics other = (NumberStatistics) statistics;
    present += other.present;
    missing += other.missing;
    least = Math.min(least, other.least);
    most = Math.max(most, other.most);
    integers &= other.integers;
    if (other.many && !many) {
      turn();
    }
    buckets.add(other.buckets);
    for (double x : other.distinct.numbers()) {
      count(x, other.distinct.count(x));
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
        : new Count(distinct.size(), Count.Accuracy.EXACT);
  }

  /** The different numbers from the least; empty where there are {@link #many}. */
  public List<Double> values() {
    return many ? List.of() : Arrays.stream(distinct.numbers()).boxed().toList();
  }

  /** Rows by the name of their number, where there are not {@link #many} different ones. */
  public Map<String, Long> counts(DoubleFunction<String> name) {
    Map<String, Long> byName = new HashMap<>();
    if (!many) {
      for (double x : distinct.numbers()) {
        byName.put(name.apply(x), distinct.count(x));
      }
    }
    return byName;
  }

  /** Whether no number has a fraction. */
  public boolean integers() {
    return integers;
  }

  /** The {@link Cuts} into bins, where there are not {@link #many} different numbers. */
  List<Double> cuts(int bins) {
    double[] numbers = distinct.numbers();
    return Cuts.of(numbers, Arrays.stream(numbers).mapToLong(distinct::count).toArray(), bins);
  }

  /** The quartiles, where there are not {@link #many} different numbers. */
  double[] quartiles() {
    Buckets few = new Buckets();
    for (double x : distinct.numbers()) {
      few.add(x, distinct.count(x));
    }
    Quantiles quantiles = new Quantiles(few, 0, least, most);
    for (double x : distinct.numbers()) {
      quantiles.add(x, distinct.count(x));
    }
    return quantiles.quartiles();
  }

  /** The second pass of quartiles and cuts into bins, where there are {@link #many} numbers. */
  Quantiles quantiles(int bins) {
    return new Quantiles(buckets, bins, least, most);
  }
}
