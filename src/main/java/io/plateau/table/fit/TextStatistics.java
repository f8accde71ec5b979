package io.plateau.table.fit;

import io.plateau.table.DateOrder;
import io.plateau.table.DateText;
import io.plateau.table.Parsing;
import io.plateau.table.TextHash;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Statistics of a column of strings: how often each occurs, up to {@link #LIMIT} different ones
 * that are not too long, or to fewer {@link #among} other columns, and the statistics of those that
 * write numbers or dates.
 */
public final class TextStatistics implements ColumnStatistics {
  private static final long serialVersionUID = 1L;

  /** With more different strings than this, none is counted by itself. */
  public static final int LIMIT = 100_000;

  /** Nor with more characters in them than this, as free texts soon have. */
  private static final long CHARACTERS = 1 << 23;

  /** Nor with more in one of them, which no file of a model may have. */
  public static final int LONGEST = 1 << 20;

  /** Characters of all columns of a pass, but for the least that each may have. */
  private static final long ALL_CHARACTERS = 1 << 25;

  private static final long LEAST_CHARACTERS = 1 << 20;

  /** Different strings of all columns of a pass, each of some hundred bytes, but for the least. */
  private static final int ALL_STRINGS = 1 << 20;

  private static final int LEAST_STRINGS = 1 << 14;

  /** Why a column is ignored that {@link #identifies}. */
  public static final String IDENTIFIER =
      "nearly all values differ, as those of an identifier or a free text do";

  /** Strings of which most are more than a few different numbers or dates are such with markers. */
  private static final double MOST = 0.9;

  private static final int FEW = 20;

  /** Fewer different strings than this are never taken for an identifier. */
  private static final int IDENTIFIERS = 50;

  private static final double NEARLY_ALL = 0.95;

  private final Map<String, Tally> tallies = new HashMap<>();
  private final Distinct distinct = new Distinct();
  private final NumberStatistics numbers = new NumberStatistics();

  /** By order. */
  private final DateStatistics[] dates =
      Stream.of(DateOrder.values()).map(DateStatistics::new).toArray(DateStatistics[]::new);

  private long present;
  private long missing;
  private long markers;

  /** In the different strings, while they are counted. */
  private long characters;

  private boolean many;

  /** The most different strings that are counted by themselves. */
  private final int most;

  /** The most characters in them. */
  private final long limit;

  /** Empty statistics of a single column. */
  public TextStatistics() {
    this(LIMIT, CHARACTERS);
  }

  private TextStatistics(int most, long limit) {
    this.most = most;
    this.limit = limit;
  }

  /** Empty statistics of one of so many columns of strings, which share memory. */
  public static TextStatistics among(int columns) {
    return new TextStatistics(
        Math.max(LEAST_STRINGS, Math.min(LIMIT, ALL_STRINGS / columns)),
        Math.max(LEAST_CHARACTERS, Math.min(CHARACTERS, ALL_CHARACTERS / columns)));
  }

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
    boolean date = false;
    double yearFirst = Parsing.date(text);
    for (DateStatistics ordered : dates) {
      double quarters = Double.isNaN(yearFirst) ? DateText.of(text, ordered.order()) : yearFirst;
      if (quarters == quarters) { // not NaN
        ordered.add(quarters, n);
        date = true;
      }
    }
    boolean marker = Parsing.isMarker(text);
    if (number == number) { // not NaN
      numbers.add(number, n);
    }
    markers += marker ? n : 0;
    distinct.add(TextHash.of(text));
    count(text, n, number != number && !date && !marker);
  }

  private void count(String text, long n, boolean plain) {
    if (!many) {
      int before = tallies.size();
      tallies.computeIfAbsent(text, first -> new Tally(plain)).rows += n;
      characters += tallies.size() > before ? text.length() : 0;
      if (tallies.size() > most || characters > limit || text.length() > LONGEST) {
        turnMany();
      }
    }
  }

  private void turnMany() {
    many = true;
    tallies.clear();
  }

  @Override
  public void add(ColumnStatistics statistics) {
    TextStatistics other = (TextStatistics) statistics;
    present += other.present;
    missing += other.missing;
    markers += other.markers;
    numbers.add(other.numbers);
    for (int i = 0; i < dates.length; i++) {
      dates[i].add(other.dates[i]);
    }
    distinct.add(other.distinct);
    if (other.many) {
      turnMany();
    }
    other.tallies.forEach((text, tally) -> count(text, tally.rows, tally.plain));
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

  /**
   * Statistics of the strings that write dates, without missing ones, in the order of day, month
   * and year in which most of them do; of several, the first of {@link DateOrder#YEAR_FIRST},
   * {@link DateOrder#MONTH_FIRST} and {@link DateOrder#DAY_FIRST}.
   */
  public DateStatistics dates() {
    DateStatistics most = dates[DateOrder.YEAR_FIRST.ordinal()];
    for (DateOrder order : List.of(DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST)) {
      DateStatistics ordered = dates[order.ordinal()];
      most = ordered.present() > most.present() ? ordered : most;
    }
    return most;
  }

  /** The most characters that different strings may have in all to be counted by themselves. */
  public long limit() {
    return limit;
  }

  /** Whether there are so many different strings, or characters in them, that none is counted. */
  public boolean many() {
    return many;
  }

  @Override
  public Count distinct() {
    return many
        ? new Count(distinct.estimate(), Count.Accuracy.ABOUT)
        : new Count(tallies.size(), Count.Accuracy.EXACT);
  }

  /** Whether nearly all strings differ, as those of an identifier or a free text do. */
  public boolean identifies() {
    long different = distinct().value();
    return different >= IDENTIFIERS && different >= NEARLY_ALL * present;
  }

  /** Whether most strings are numbers, and these are more than a few different ones. */
  public boolean isMostlyNumbers() {
    return areMost(numbers);
  }

  /**
   * The string that is no number, where all others are more than a few different numbers; empty
   * also where there are {@link #many}.
   */
  Optional<String> otherThanNumbers() {
    List<String> others =
        numbers.distinct().value() <= FEW
            ? List.of()
            : tallies.keySet().stream()
                .filter(text -> !Parsing.isMarker(text) && Double.isNaN(Parsing.number(text)))
                .limit(2)
                .toList();
    return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
  }

  /**
   * How numbers or dates are written that are not read, of more than a few different strings, a
   * clause; empty also where there are {@link #many}.
   */
  Optional<String> otherSpelling() {
    return tallies.size() <= FEW ? Optional.empty() : OtherSpelling.of(tallies.keySet());
  }

  /** The same of numbers alone. */
  public Optional<String> otherNumbers() {
    return tallies.size() <= FEW ? Optional.empty() : OtherSpelling.numbers(tallies.keySet());
  }

  /** Whether most strings are dates, and these are more than a few different ones. */
  boolean isMostlyDates() {
    return areMost(dates());
  }

  private boolean areMost(ColumnStatistics ofKind) {
    return ofKind.distinct().value() > FEW && ofKind.present() >= MOST * present;
  }

  /** Rows by string; empty where there are {@link #many}. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    tallies.forEach((text, tally) -> counts.put(text, tally.rows));
    return counts;
  }
}
