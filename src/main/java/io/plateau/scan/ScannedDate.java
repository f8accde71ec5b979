package io.plateau.scan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Dates as a scan reads them, in quarter hours since 1970-01-01T00:00. A {@link
 * io.plateau.table.FittedDate} takes those nearer than 2³¹ − 1 of them, to about the year 63 000;
 * infinite seconds are farther away, and so are microseconds in the place of seconds.
 */
public final class ScannedDate {
  private static final double LIMIT = Integer.MAX_VALUE;
  private static final double SECONDS = 900;

  private ScannedDate() {}

  /** Whether a time is too far from 1970 for a date; a missing one, NaN, is not. */
  public static boolean isFar(double quarterHours) {
    return Math.abs(quarterHours) >= LIMIT;
  }

  /** The same of a column of seconds since 1970 as doubles, which may be missing. */
  public static Column isFar(Column seconds) {
    Column far = seconds.geq(LIMIT * SECONDS).or(seconds.lt((1 - LIMIT) * SECONDS));
    return coalesce(far.and(seconds.isNaN().unary_$bang()), lit(false)); // NaN is Spark's greatest
  }

  /** What is wrong with a column that has such a time. */
  public static String fault(String column) {
    return "column \"%s\": expected a date, or seconds since 1970, got infinity or a time too far from 1970"
        .formatted(column);
  }
}
