package io.plateau.math;

import java.io.Serializable;

/**
 * Unit of dates as features, which are 32-bit floats: quarter hours since 1970-01-01T00:00, rounded
 * down; or, where all dates of a table are within a day, seconds since the beginning of a day, with
 * fractions.
 *
 * @param seconds whether it is seconds
 * @param day from whose beginning they count, in days since 1970-01-01; 0 for quarter hours
 */
public record DateUnit(boolean seconds, int day) implements Serializable {
  /** Quarter hours since 1970-01-01T00:00. */
  public static final DateUnit QUARTER_HOURS = new DateUnit(false, 0);

  /**
   * Quarter hours from 1970 to about the year 63 000, as integers of 32 bits count them: a time as
   * far, or infinite, is no date.
   */
  public static final int FAR = Integer.MAX_VALUE;

  /** Quarter hours of a day. */
  public static final int QUARTERS = 96;

  /** Seconds of a quarter hour. */
  public static final double SECONDS = 900;

  /** Seconds since the beginning of a day. */
  public static DateUnit secondsSince(int day) {
    return new DateUnit(true, day);
  }

  /**
   * The unit for dates in a range, both ends in quarter hours since 1970, with fractions. Below a
   * day, few quarter hours would be left to tell dates apart.
   */
  public static DateUnit of(double least, double most) {
    return most - least < QUARTERS && Math.abs(least) < FAR
        ? secondsSince((int) Math.floor(least / QUARTERS))
        : QUARTER_HOURS;
  }

  /** The feature of a date in quarter hours since 1970, with fractions; NaN for NaN. */
  public float feature(double quarterHours) {
    return seconds
        ? (float) ((quarterHours - start()) * SECONDS)
        : (float) Math.floor(quarterHours);
  }

  /** The quarter hours since 1970, with fractions, of a feature. */
  public double quarterHours(float feature) {
    return seconds ? feature / SECONDS + start() : feature;
  }

  /** The beginning of the day in quarter hours since 1970. */
  public double start() {
    return (double) day * QUARTERS;
  }
}
