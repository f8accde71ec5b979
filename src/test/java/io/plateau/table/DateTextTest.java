package io.plateau.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Word;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {
  private static LocalDateTime random(Random random) {
    return LocalDateTime.ofEpochSecond(
        (long) (random.nextDouble() * 10e9) - 5_000_000_000L, 0, ZoneOffset.UTC);
  }

  private static void requireDate(String text, DateOrder order, LocalDateTime time) {
    double quarters = DateText.of(text, order);
    double micros = ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    assertThat(quarters).isCloseTo(micros / 9e8, within(1e-8));
    assertThat(Math.floor(quarters))
        .isEqualTo(Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), 900L));
  }

  /** Against java.time, which writes what is read. */
  @ParameterizedTest
  @CsvSource({
    "YEAR_FIRST, yyyy-MM-dd HH:mm:ss",
    "YEAR_FIRST, yyyy/MM/dd HH:mm",
    "YEAR_FIRST, yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
    "YEAR_FIRST, yyyyMMdd'T'HHmmss",
    "YEAR_FIRST, yyyyMMdd'T'HHmm",
    "DAY_FIRST, dd/MM/yyyy HH:mm",
    "DAY_FIRST, d/M/yyyy H:mm:ss",
    "DAY_FIRST, dd.MM.yyyy HH:mm",
    "DAY_FIRST, d-M-yyyy'T'HH:mm:ss.SSS",
    "MONTH_FIRST, M/d/yyyy h:mm a",
    "MONTH_FIRST, MM/dd/yyyy hh:mm:ssa",
    "MONTH_FIRST, MM-dd-yyyy HH:mm"
  })
  void datesAreReadInEachOrder(DateOrder order, String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.US);
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      LocalDateTime time = random(random);
      String text = format.format(time);
      requireDate(text, order, LocalDateTime.parse(text, format));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "YEAR_FIRST, yyyy-MM-dd",
    "YEAR_FIRST, yyyy/MM/dd",
    "DAY_FIRST, d.M.yyyy",
    "DAY_FIRST, dd/MM/yyyy",
    "MONTH_FIRST, M/d/yyyy"
  })
  void daysBeginAtMidnight(DateOrder order, String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.US);
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      LocalDateTime time = random(random).truncatedTo(ChronoUnit.DAYS);
      requireDate(' ' + format.format(time) + ' ', order, time);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "31/12/2017 08:30:00.25, 2017-12-31T08:30:00.25",
    "31/12/2017 08:30:59.1234567891, 2017-12-31T08:30:59.123456789",
    "31/12/2017 8:30:07.5 PM, 2017-12-31T20:30:07.5"
  })
  void fractionsOfSecondsCount(String text, LocalDateTime time) {
    assertThat(DateText.of(text, DateOrder.DAY_FIRST)).isEqualTo(Parsing.quarterHours(time));
    assertThat(DateText.of(time.toString(), DateOrder.YEAR_FIRST))
        .isEqualTo(Parsing.quarterHours(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2017",
        "20171231",
        "1/2/17",
        "12/2017/31",
        "2017-13-01",
        "2017-02-30",
        "2017-12/31",
        "20171331T000000",
        "31/12.2017",
        "32/01/2017",
        "1/13/2017 13:00 PM",
        "1/13/2017 0:30 AM",
        "1/1/2017 25:00",
        "1/1/2017 10:00:60",
        "20171231T083060",
        "1/1/2017 noon",
        "31/12/20178:30",
        "10.5.2.2017",
        "12345678",
        "12:30:00",
        "2017-12-31+02:00",
        "2017-12-31-05:00",
        "2017-12-31x08:30",
        "a1/1/2017"
      })
  void otherTextsAreNoDates(String text) {
    for (DateOrder order : DateOrder.values()) {
      assertThat(DateText.of(text, order)).isNaN();
    }
  }

  /** As a clock beside the writer shows it, in every time zone. */
  @ParameterizedTest
  @ValueSource(strings = {"Z", "z", "+00:00", "+02:00", "-11:30"})
  void offsetsDoNotMoveTheClock(String offset) {
    LocalDateTime time = LocalDateTime.of(2021, 7, 1, 7, 15);
    for (String separator : List.of("T", "t", " ")) {
      String text = time.toString().replace("T", separator) + ":00" + offset;
      requireDate(text, DateOrder.DAY_FIRST, time);
    }
  }

  @Test
  void theYearMayBeFirstInAnyOrder() {
    for (DateOrder order : DateOrder.values()) {
      assertThat(DateText.of("1970-01-02", order)).isEqualTo(96);
      assertThat(Word.named(DateOrder.class, "order", order.word())).isEqualTo(order);
    }
    assertThat(DateText.of("02/01/1970", DateOrder.YEAR_FIRST)).isNaN();
    assertThat(DateText.of("02/01/1970", DateOrder.DAY_FIRST)).isEqualTo(96);
    assertThat(DateText.of("01/02/1970", DateOrder.MONTH_FIRST)).isEqualTo(96);
  }
}
