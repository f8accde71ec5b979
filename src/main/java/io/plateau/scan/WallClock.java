package io.plateau.scan;

import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

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
  private WallClock() {}

  /** The time zone of the session of a dataset. */
  public static String zone(Dataset<?> dataset) {
    return dataset.sparkSession().conf().get(SQLConf.SESSION_LOCAL_TIMEZONE().key());
  }

  /** Timestamps as the times that the clock of a zone shows, without a zone. */
  public static Column of(Column timestamps, String zone) {
    ZoneId clock = DateTimeUtils.getZoneId(zone);
    UDF1<Long, LocalDateTime> shown =
        micros ->
            micros == null
                ? null
                : LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), clock);
    return udf(shown, DataTypes.TimestampNTZType).apply(unix_micros(timestamps));
  }
}
