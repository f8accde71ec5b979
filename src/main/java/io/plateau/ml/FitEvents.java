package io.plateau.ml;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.ScanBuilder;
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
public final class FitEvents implements TableProvider {
  private static final StructType SCHEMA =
      new StructType()
          .add("number", DataTypes.LongType, false)
          .add("event", DataTypes.StringType, false);

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return SCHEMA;
  }

  @Override
  public Table getTable(StructType schema, Transform[] parts, Map<String, String> options) {
    return new Events();
  }

  /** The events of the fit that is named when they are read. */
  private record Events() implements Table, SupportsRead {
    @Override
    public String name() {
      return "events of a fit";
    }

    @Override
    public Column[] columns() {
      return Arrays.stream(SCHEMA.fields())
          .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
          .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      String fit = options.get("fit");
      if (fit == null) {
        throw new IllegalArgumentException(
            "option fit must be the tag under which a fit runs, such as plateau-UUID, got none");
      }
      boolean stop = options.getBoolean("stop", false);
      return () -> new Since(ConnectFits.watch(fit), options.getLong("after", 0), stop);
    }
  }

  /** The events after a number. */
  private record Since(FitWatch watch, long after, boolean stop) implements LocalScan {
    @Override
    public InternalRow[] rows() {
      if (stop) {
        watch.stop();
      }
      return watch.after(after).stream()
          .map(
              event ->
                  new GenericInternalRow(
                      new Object[] {event.number(), UTF8String.fromString(event.line())}))
          .toArray(InternalRow[]::new);
    }

    @Override
    public StructType readSchema() {
      return SCHEMA;
    }
  }
}
