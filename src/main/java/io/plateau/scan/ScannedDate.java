package io.plateau.scan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.plateau.math.DateUnit;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * Dates as a scan reads them, in quarter hours since 1970-01-01T00:00, of which some are too far
 * from 1970: infinite seconds, and microseconds in the place of seconds.
 */
public final class ScannedDate {
  private ScannedDate() {}

  /**
   * Whether values of a {@link Slot} of dates are too far from 1970; missing ones are not.
   *
   * @param type of the column in the dataset
   */
  public static Column isFar(Column value, DataType type) {
    Column far =
        value.geq(literal(DateUnit.FAR, type)).or(value.lt(literal(1 - DateUnit.FAR, type)));
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
