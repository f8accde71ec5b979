package io.plateau.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;

/** Clock of a time zone, by which timestamps, which are instants, are read. */
public final class WallClock {
  /**
   * Instants nearer than a day to the last and first ones, whose clocks may show no time at all.
   */
  private static final Instant LAST = instant(Long.MAX_VALUE).minus(1, ChronoUnit.DAYS);

  private static final Instant FIRST = instant(Long.MIN_VALUE).plus(1, ChronoUnit.DAYS);

  private WallClock() {}

  /** The time zone of the session of a dataset. */
  public static String zone(Dataset<?> dataset) {
    return dataset.sparkSession().conf().get(SQLConf.SESSION_LOCAL_TIMEZONE().key());
  }

  /** Timestamps as the times that the clock of a zone shows, without a zone. */
  public static Column of(Column timestamps, String zone) {
    ZoneId clock = DateTimeUtils.getZoneId(zone);
    UDF1<Long, LocalDateTime> shown =
        micros -> micros == null ? null : LocalDateTime.ofInstant(instant(micros), clock);
    return udf(shown, DataTypes.TimestampNTZType).apply(unix_micros(shown(timestamps)));
  }

  /** The same of the zone of the session. */
  public static Column ofSession(Column timestamps) {
    return shown(timestamps).cast(DataTypes.TimestampNTZType);
  }

  /**
   * Timestamps of which every clock shows a time: the last and first of them in place of others.
   */
  private static Column shown(Column timestamps) {
    return when(timestamps.gt(lit(LAST)), lit(LAST))
        .when(timestamps.lt(lit(FIRST)), lit(FIRST))
        .otherwise(timestamps);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
