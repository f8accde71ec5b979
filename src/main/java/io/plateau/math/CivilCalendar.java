package io.plateau.math;

/**
 * Gregorian calendar of days since 1970-01-01, for the years before it was introduced as well; the
 * arithmetic of Hinnant (2013, "chrono-compatible low-level date algorithms"). The numbers are
 * those of {@link java.time.LocalDate#ofEpochDay}, without an object for each date.
 */
public final class CivilCalendar {
  /** Days in 400 years, after which the calendar repeats itself. */
  public static final int ERA = 146_097;

  /** Days from 0000-03-01, where an era begins, to 1970-01-01. */
  public static final int EPOCH = 719_468;

  private CivilCalendar() {}

  public static int year(int day) {
    long fromMarch = (long) day + EPOCH;
    long era = Math.floorDiv(fromMarch, ERA);
    int dayOfEra = (int) Math.floorMod(fromMarch, (long) ERA);
    int yearOfEra = yearOfEra(dayOfEra);
    return (int) (yearOfEra + 400 * era) + (month(day) <= 2 ? 1 : 0);
  }

  /** The month of a day, from 1 to 12. */
  public static int month(int day) {
    int dayOfEra = (int) Math.floorMod((long) day + EPOCH, (long) ERA);
    int yearOfEra = yearOfEra(dayOfEra);
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * dayOfYear + 2) / 153;
    return fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  }

  /** Years, which begin in March, since the beginning of the era. */
  private static int yearOfEra(int dayOfEra) {
    return (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  }

  /** The day of the week, from 1 for Monday to 7 for Sunday. */
  public static int dayOfWeek(int day) {
    // 1970-01-01 was a Thursday
    return (int) Math.floorMod(day + 3L, 7L) + 1;
  }

  /** The day of January 1 of a year. */
  public static int firstDay(int year) {
    long before = year - 1L;
    return (int)
        (365 * before
            + Math.floorDiv(before, 4)
            - Math.floorDiv(before, 100)
            + Math.floorDiv(before, 400)
            - 719_162);
  }
}
