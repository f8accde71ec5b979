package io.plateau.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates written as text, in quarter hours since 1970-01-01T00:00, with fractions; NaN for any other
 * text.
 *
 * <p>A text with an offset is what its own clock shows, so that 07:00Z and 07:00+02:00 are the same
 * time: hours and days by local habits, which the change to summer time does not shift, and which
 * need no zone where a model is applied. Timestamps, whose offset is lost, are read by the clock of
 * the session instead.
 */
public final class DateText {
  /** The shortest, such as 1/2/2017. */
  private static final int SHORTEST = 8;

  private static final Pattern TIME =
      Pattern.compile("[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9})\\d*)?)? ?([AaPp][Mm])?");

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm[ss]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})(.*)");

  private static final int NOON = 12;

  /** Digits behind the point of a second that are nanoseconds. */
  private static final int NANO_DIGITS = 9;

  private DateText() {}

  /** The date of a text whose year is first, else of one in that order. */
  public static double of(String text, DateOrder order) {
    String trimmed = text.strip();
    if (trimmed.length() < SHORTEST || !isDigit(trimmed.charAt(0))) {
      return Double.NaN;
    }
    try {
      LocalDateTime date =
          isDigit(trimmed.charAt(1)) && isDigit(trimmed.charAt(2))
              ? yearFirst(trimmed)
              : order == DateOrder.YEAR_FIRST ? null : yearLast(trimmed, order);
      return date == null ? Double.NaN : Parsing.quarterHours(date);
    } catch (DateTimeException none) {
      return Double.NaN;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static LocalDateTime yearFirst(String text) {
    char separator = text.charAt(4);
    if (text.length() > SHORTEST && text.charAt(SHORTEST) == 'T') {
      return LocalDateTime.parse(text, BASIC);
    }
    if (text.length() < 10 || separator != '-' && separator != '/' || text.charAt(7) != separator) {
      return null;
    }
    String date = text.substring(0, 10).replace('/', '-');
    if (text.length() == 10) {
      return LocalDate.parse(date).atStartOfDay();
    }
    if (" Tt".indexOf(text.charAt(10)) < 0) {
      return null;
    }
    String time = date + 'T' + text.substring(11);
    char last = time.charAt(time.length() - 1);
    boolean zoned =
        last == 'Z' || last == 'z' || time.lastIndexOf('+') > 10 || time.lastIndexOf('-') > 10;
    return zoned ? OffsetDateTime.parse(time).toLocalDateTime() : LocalDateTime.parse(time);
  }

  private static LocalDateTime yearLast(String text, DateOrder order) {
    Matcher date = YEAR_LAST.matcher(text);
    if (!date.matches()) {
      return null;
    }
    boolean dayFirst = order == DateOrder.DAY_FIRST;
    LocalDate day =
        LocalDate.of(whole(date, 4), whole(date, dayFirst ? 3 : 1), whole(date, dayFirst ? 1 : 3));
    if (date.group(5).isEmpty()) {
      return day.atStartOfDay();
    }
    Matcher time = TIME.matcher(date.group(5));
    return time.matches() ? day.atTime(time(time)) : null;
  }

  private static LocalTime time(Matcher time) {
    int hour = whole(time, 1);
    String half = time.group(5);
    if (half != null) {
      if (hour < 1 || hour > NOON) {
        throw new DateTimeException("no hour of half a day: " + hour);
      }
      boolean afternoon = Character.toLowerCase(half.charAt(0)) == 'p';
      hour = hour % NOON + (afternoon ? NOON : 0);
    }
    LocalTime second = LocalTime.of(hour, whole(time, 2), whole(time, 3));
    String fraction = time.group(4);
    return fraction == null
        ? second
        : second.withNano(Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length())));
  }

  /** The number of a group; 0 where it is left out, as seconds may be. */
  private static int whole(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }
}
