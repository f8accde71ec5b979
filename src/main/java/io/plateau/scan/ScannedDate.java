package io.plateau.scan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.plateau.math.DateUnit;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * Dates as a scan reads them, in quarter hours since 1970-01-01T00:00. A {@link
 * io.plateau.table.FittedDate} takes those nearer than 2³¹ − 1 of them, to about the year 63 000;
 * infinite seconds are farther away, and so are microseconds in the place of seconds.
 */
public final class ScannedDate {
  private static final long LIMIT = Integer.MAX_VALUE;

  private ScannedDate() {}

  /** Whether a time is too far from 1970 for a date; a missing one, NaN, is not. */
  public static boolean isFar(double quarterHours) {
    return Math.abs(Math.floor(quarterHours)) >= LIMIT;
  }

  /**
   * The same of the values of a {@link Slot} of dates.
   *
   * @param type of the column in the dataset
   */
  public static Column isFar(Column value, DataType type) {
    Column far = value.geq(literal(LIMIT, type)).or(value.lt(literal(1 - LIMIT, type)));
    return coalesce(far, lit(false));
  }

  /** Quarter hours as the slot has them: microseconds, or times without a zone. */
  private static Column literal(long quarterHours, DataType type) {
    long seconds = quarterHours * (long) DateUnit.SECONDS;
    return Slot.isMicros(type)
        ? lit(seconds * 1_000_000)
        : lit(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
  }

  /** What is wrong with a column that has such a time. */
  public static String fault(String column) {
    return "column \"%s\": expected a date, or seconds since 1970, got infinity or a time too far from 1970"
        .formatted(column);
  }
}
