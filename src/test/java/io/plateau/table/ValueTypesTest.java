package io.plateau.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java's types of values, as columns take them. */
class ValueTypesTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2020, 1, 5, 23, 30);

  private static final FittedDate DATE =
      new FittedDate(
          "when",
          DateOrder.YEAR_FIRST,
          Set.of(DatePart.YEAR),
          new FittedDate.Days(0, 1, List.of()),
          false,
          DateUnit.QUARTER_HOURS);

  private static final FittedCategory TIMES =
      new FittedCategory("seen", List.of("2020-01-05 23:30:00", "2020-01-05 23:30:00.25"), 0);

  /** The same time of the wall clock, in each type that has one. */
  static List<Object> times() {
    return List.of(
        TIME,
        OffsetDateTime.parse(TIME + "+05:30"),
        OffsetDateTime.parse(TIME + "Z"),
        ZonedDateTime.parse(TIME + "-08:00[America/Los_Angeles]"),
        Instant.parse(TIME + ":00Z"));
  }

  private static float encoded(FittedColumn column, Object value) {
    float[] row = new float[1];
    column.encode(value, row, 0);
    return row[0];
  }

  @ParameterizedTest
  @MethodSource("times")
  void timesWithAZoneAreThoseOfTheirOwnClock(Object time) {
    assertThat(encoded(DATE, time))
        .isEqualTo(encoded(DATE, TIME.toString()))
        .isEqualTo(encoded(DATE, TIME + "+05:30"));
    assertThat(encoded(TIMES, time)).isEqualTo(1);
  }

  @Test
  void namesOfTimesAreThoseThatSparkWrites() {
    assertThat(encoded(TIMES, OffsetDateTime.parse("2020-01-05T23:30:00.250+01:00"))).isEqualTo(2);
    assertThat(encoded(TIMES, TIME.plusNanos(250_000_000))).isEqualTo(2);
    assertThat(TIMES.unseen(TIME.plusHours(1))).isTrue();
    FittedCategory days = new FittedCategory("day", List.of("2020-01-05"), 0);
    assertThat(encoded(days, LocalDate.of(2020, 1, 5))).isEqualTo(1);
  }

  @Test
  void valuesThatAreNoDatesAreTold() {
    for (Number seconds : List.of(1e300, Double.NEGATIVE_INFINITY, Long.MAX_VALUE)) {
      assertThatThrownBy(() -> encoded(DATE, seconds))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("column \"when\": expected a date, or seconds since 1970, got %s", seconds);
    }
    assertThatThrownBy(() -> encoded(DATE, new Timestamp(0)))
        .hasMessage(
            "column \"when\": expected a date or time of java.time, got java.sql.Timestamp");
    assertThat(encoded(DATE, 86_400L)).isEqualTo(DateUnit.QUARTERS);
  }

  static List<Object> others() {
    return List.of(Optional.of("red"), 'r', List.of("red"), new int[0], new Object());
  }

  @ParameterizedTest
  @MethodSource("others")
  void valuesThatAreNoCategoriesAreRefused(Object value) {
    FittedCategory color = new FittedCategory("color", List.of("red"), 0);
    String message =
        "column \"color\": expected a category, as a string, number, boolean, date or time, got "
            + (value instanceof int[] ? "int[]" : value.getClass().getName());
    assertThatThrownBy(() -> encoded(color, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> color.missing(value)).hasMessage(message);
    assertThatThrownBy(() -> color.unseen(value)).hasMessage(message);
    assertThat(encoded(color, new StringBuilder("red"))).isEqualTo(1);
  }

  /** Also behind the values that are known by name. */
  @Test
  void aTextIsTheCategoryOfTheNumberThatItWrites() {
    FittedCategory buckets = new FittedCategory("key", List.of("1"), 1_000_000);
    FittedCategory reals = buckets.of(ValueType.REAL);
    for (double number : new double[] {2, 2.5, 1e15, 0x1p53, 1e16, -1e20, 1e300}) {
      String digits = BigDecimal.valueOf(number).toPlainString();
      for (String text : List.of(Double.toString(number), digits, " " + digits)) {
        assertThat(encoded(reals, text)).as(text).isEqualTo(encoded(reals, number));
      }
    }
    FittedCategory integers = buckets.of(ValueType.INTEGER);
    for (long number : new long[] {2, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE}) {
      assertThat(encoded(integers, Long.toString(number))).isEqualTo(encoded(integers, number));
    }
  }
}
