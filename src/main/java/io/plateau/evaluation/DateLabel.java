package io.plateau.evaluation;

import io.plateau.math.DateUnit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Dates in ISO 8601 for charts. */
final class DateLabel {
  private static final double MILLIS = 900_000;

  private DateLabel() {}

  /**
   * The date of quarter hours since 1970, with the time unless it is midnight: of whole quarter
   * hours, or rounded to milliseconds.
   *
   * @param unit of the column's dates
   */
  static String of(double quarterHours, DateUnit unit) {
    double millis =
        unit.seconds() ? Math.rint(quarterHours * MILLIS) : (long) quarterHours * MILLIS;
    LocalDateTime time = LocalDate.EPOCH.atStartOfDay().plus((long) millis, ChronoUnit.MILLIS);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }

  /** The time of a label, of any year. */
  static LocalDateTime time(String label) {
    return label.indexOf('T') < 0
        ? LocalDate.parse(label).atStartOfDay()
        : LocalDateTime.parse(label);
  }
}
