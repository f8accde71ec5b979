package io.plateau.table;

import io.plateau.math.Key;
import java.io.Serializable;
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

  private final Map<String, Tally> tallies = new HashMap<>();
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

  /** Rows of a string. */
  private static final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;
    private long rows;

    /** Whether the string is neither number nor date nor a word for a missing value. */
    private final boolean plain;

    Tally(boolean plain) {
      this.plain = plain;
    }
  }

  /** <em>Counts</em> n rows with a string. */
  public void add(String text, long n) {
    present += n;
    Tally known = tallies.get(text);
    if (known != null && known.plain) {
      known.rows += n;
      return;
    }
    double number = Parsing.number(text);
    double date = Parsing.date(text);
    boolean marker = Parsing.isMarker(text);
    if (number == number) { // not NaN
      numbers.add(number, n);
    }
    if (date == date) {
      dates.add(date, n);
    }
    markers += marker ? n : 0;
    distinct.add(hash(text));
    count(text, n, number != number && date != date && !marker);
  }

  private void count(String text, long n, boolean plain) {
    if (!many) {
      tallies.computeIfAbsent(text, first -> new Tally(plain)).rows += n;
      if (tallies.size() > LIMIT) {
        many = true;
        tallies.clear();
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
      tallies.clear();
    }
    other.tallies.forEach((text, tally) -> count(text, tally.rows, tally.plain));
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
        : new Count(tallies.size(), Count.Accuracy.EXACT);
  }

  /** Rows by string; empty where there are {@link #many}. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    tallies.forEach((text, tally) -> counts.put(text, tally.rows));
    return counts;
  }
}
