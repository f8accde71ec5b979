package io.plateau.table;

import io.plateau.math.DateUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Numbers and dates written as text. */
public final class Parsing {
  /** Words that stand for a missing value in many files. */
  private static final Set<String> MARKERS =
      Set.of(
          "", "?", "-", "--", ".", "na", "n/a", "#n/a", "#na", "<na>", "nan", "null", "none", "nil",
          "missing", "unknown");

  /** A quarter hour, the unit in which dates are read. */
  private static final long MICROS = 900_000_000L;

  private static final long NANOS = 900_000_000_000L;

  /** Whole numbers below are exact as doubles; from here on, several are the same double. */
  public static final double EXACT = 0x1p53;

  private Parsing() {}

  /**
   * The finite number that a text writes, as Java and csv files write numbers; NaN for any other
   * text.
   */
  public static double number(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || "+-.0123456789".indexOf(trimmed.charAt(0)) < 0) {
      return Double.NaN;
    }
    char last = trimmed.charAt(trimmed.length() - 1);
    if (last == 'd' || last == 'D' || last == 'f' || last == 'F') {
      return Double.NaN; // Java's suffixes of types
    }
    try {
      double number = Double.parseDouble(trimmed);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  /** The number of any size that a text writes, in full; empty for any other text. */
  public static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Whether a text is a word that stands for a missing value in many files. */
  public static boolean isMarker(String text) {
    return MARKERS.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * The date that a text writes in ISO 8601, with or without a time, in {@linkplain #quarterHours
   * quarter hours}; NaN for any other text.
   */
  public static double date(String text) {
    return DateText.of(text, DateOrder.YEAR_FIRST);
  }

  /** Quarter hours of the wall clock since 1970-01-01T00:00, with fractions. */
  public static double quarterHours(LocalDateTime time) {
    long day = time.toLocalDate().toEpochDay();
    long nanos = time.toLocalTime().toNanoOfDay();
    return withFraction(day * DateUnit.QUARTERS + nanos / NANOS, (double) (nanos % NANOS) / NANOS);
  }

  /** Quarter hours since 1970-01-01T00:00, with fractions, of microseconds since then. */
  public static double quarterHours(long micros) {
    return withFraction(
        Math.floorDiv(micros, MICROS), (double) Math.floorMod(micros, MICROS) / MICROS);
  }

  /** The sum, which far from 1970 is not rounded up to the next whole number. */
  private static double withFraction(double whole, double fraction) {
    double sum = whole + fraction;
    return sum < whole + 1 ? sum : Math.nextDown(sum);
  }

  /**
   * The time that the wall clock shows: of a time with a zone or an offset by its own clock, of an
   * instant by that of UTC; null for a value that is no time of a day.
   */
  static LocalDateTime wallClock(Object value) {
    return value instanceof LocalDateTime time
        ? time
        : value instanceof OffsetDateTime time
            ? time.toLocalDateTime()
            : value instanceof ZonedDateTime time
                ? time.toLocalDateTime()
                : value instanceof Instant instant
                    ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                    : null;
  }

  /**
   * The quarter hours, with fractions, of a date or time of {@code java.time}; of a time in seconds
   * since 1970 where it is a number, and in that order where it is a text.
   *
   * @throws IllegalArgumentException for any other value
   */
  static double dateOf(Object value, DateOrder order) {
    LocalDateTime time = wallClock(value);
    if (time != null) {
      return quarterHours(time);
    }
    if (value instanceof LocalDate date) {
      return quarterHours(date.atTime(LocalTime.MIDNIGHT));
    }
    if (value instanceof Number seconds) {
      return seconds.doubleValue() / DateUnit.SECONDS;
    }
    if (value instanceof CharSequence text) {
      return DateText.of(text.toString(), order);
    }
    throw new IllegalArgumentException(
        "a date or time of java.time, got " + value.getClass().getTypeName());
  }
}
