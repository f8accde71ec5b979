package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CivilCalendarTest {
  private static void assertIsJavas(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    int year = date.getYear();
    if (CivilCalendar.year(day) != year
        || CivilCalendar.month(day) != date.getMonthValue()
        || CivilCalendar.dayOfWeek(day) != date.getDayOfWeek().getValue()
        || CivilCalendar.firstDay(year) != date.withDayOfYear(1).toEpochDay()) {
      assertThat(day).as("day of " + date).isNull();
    }
  }

  /** Every day whose quarter hours a float tells apart, from 1491 to 2448. */
  @Test
  void agreesWithJavaTimeOnEveryDayOfAFloat() {
    for (int day = -(1 << 24) / 96 - 1; day <= (1 << 24) / 96 + 1; day++) {
      assertIsJavas(day);
    }
  }

  @Test
  void agreesWithJavaTimeFarAway() {
    for (int i = 0; i < 200_000; i++) {
      assertIsJavas((int) Key.of(3).bits(i) / 8);
    }
    assertIsJavas(Integer.MIN_VALUE / 96);
    assertIsJavas(Integer.MAX_VALUE / 96);
  }
}
