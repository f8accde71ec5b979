package io.plateau.ml;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Data source by which a client of Spark Connect follows its fit and stops it: what a {@link
 * FitWatch} is within the driver. It is read in the driver, without a Spark job.
 *
 * <pre>{@code
 * spark.addTag("plateau-" + uuid);                     // in the thread that fits
 * spark.read.format("io.plateau.ml.FitEvents")         // in another one
 *     .option("fit", "plateau-" + uuid).option("after", 0).load().collect()
 * }</pre>
 *
 * <p>A row is an event: its {@code number} from 1 on, and {@code event}, the line of JSON. Option
 * {@code after} is the number of the last event that the client has. An event is told until the
 * client asks for later ones, so that an answer may be lost; it is then forgotten, so that a fit
 * has one client. {@code stop} asks the fit to end with the best model so far.
 */
public final class FitEvents extends DriverRows {
  /** For Spark, which makes it by its name. */
  public FitEvents() {
    super(
        new StructType()
            .add("number", DataTypes.LongType, false)
            .add("event", DataTypes.StringType, false));
  }

  @Override
  Maker rows(CaseInsensitiveStringMap options) {
    String fit = options.get("fit");
    if (fit == null) {
      throw new IllegalArgumentException(
          "option fit must be the tag under which a fit runs, such as plateau-UUID, got none");
    }
    boolean stop = options.getBoolean("stop", false);
    long after = options.getLong("after", 0);
    return () -> {
      FitWatch watch = ConnectFits.watch(fit);
      if (stop) {
        watch.stop();
      }
      return watch.after(after).stream()
          .map(event -> new Object[] {event.number(), UTF8String.fromString(event.line())})
          .toList();
    };
  }
}
