package io.plateau.table;

import io.plateau.math.Key;
import java.util.HashMap;
import java.util.Map;

/**
 * Statistics of a column of strings: how often each occurs, up to {@link #LIMIT} different ones,
 * and the statistics of those that write numbers or dates.
 */
public final class TextStatistics implements ColumnStatistics {
  private static final long serialVersionUID = 1L;

  /** With more different strings than this, none is counted by itself. */
  public static final int LIMIT = 100_000;

  private final Map<String, Long> counts = new HashMap<>();
  private final Distinct distinct = new Distinct();
  private final NumberStatistics numbers = new NumberStatistics();
  private final DateStatistics dates = new DateStatistics();
  private long present;
  private long missing;
  private long markers;
  private boolean many;

  /** <em>Counts</em> n rows without a value. */
  public void missing(long n) {
    missing += n;
  }

  /** <em>Counts</em> n rows with a string. */
  public void add(String text, long n) {
    present += n;
    add(Parsing.number(text), n, numbers::add);
    add(Parsing.date(text), n, dates::add);
    markers += Parsing.isMarker(text) ? n : 0;
    distinct.add(hash(text));
    count(text, n);
  }

  /** Statistics of values that are counted. */
  private interface Counted {
    void add(double value, long n);
  }

  private static void add(double value, long n, Counted to) {
    if (value == value) { // not NaN
      to.add(value, n);
    }
  }

  private void count(String text, long n) {
    if (!many) {
      counts.merge(text, n, Long::sum);
      if (counts.size() > LIMIT) {
        many = true;
        counts.clear();
      }
    }
  }

  @Override
  public void add(ColumnStatistics statistics) {
    TextStatistics other = (TextStatistics) statistics;
    present += other.present;
    missing += other.missing;
    markers += other.markers;
    numbers.add(other.numbers);
    dates.add(other.dates);
    distinct.add(other.distinct);
    if (other.many) {
      many = true;
      counts.clear();
    }
    other.counts.forEach(this::count);
  }

  /** A well-mixed hash of a string, the same in every process. */
  static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = Key.mix(hash * 31 + text.charAt(i));
    }
    return hash;
  }

  @Override
  public long present() {
    return present;
  }

  @Override
  public long missing() {
    return missing;
  }

  /** Rows whose string is a word for a missing value. */
  public long markers() {
    return markers;
  }

  /** Statistics of the strings that write numbers, without missing ones. */
  public NumberStatistics numbers() {
    return numbers;
  }

  /** Statistics of the strings that write dates, without missing ones. */
  public DateStatistics dates() {
    return dates;
  }

  /** Whether there are more than {@link #LIMIT} different strings. */
  public boolean many() {
    return many;
  }

  @Override
  public Count distinct() {
    return many
        ? new Count(Math.max(LIMIT + 1L, distinct.estimate()), Count.Accuracy.ABOUT)
        : new Count(counts.size(), Count.Accuracy.EXACT);
  }

  /** Rows by string; empty where there are {@link #many}. */
  public Map<String, Long> counts() {
    return counts;
  }
}
