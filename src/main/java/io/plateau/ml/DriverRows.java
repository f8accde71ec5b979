package io.plateau.ml;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.Platform;

/**
 * Data source of a few rows that are made in the driver when they are read, without a Spark job of
 * its own. A client of Spark Connect has no objects of the server, but may read a table there.
 */
abstract class DriverRows implements TableProvider {
  private final StructType schema;

  DriverRows(StructType schema) {
    this.schema = schema;
  }

  /** Makes rows, values as Spark has them internally. */
  @FunctionalInterface
  interface Maker {
    List<Object[]> make() throws IOException;
  }

  /**
   * Makes the rows that options ask for.
   *
   * @throws IllegalArgumentException for invalid options, before there are rows
   */
  abstract Maker rows(CaseInsensitiveStringMap options);

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return schema;
  }

  @Override
  public Table getTable(StructType given, Transform[] parts, Map<String, String> options) {
    return new Source();
  }

  /** The source as a table, whose options come when it is read. */
  private final class Source implements Table, SupportsRead {
    @Override
    public String name() {
      return DriverRows.this.getClass().getSimpleName();
    }

    @Override
    public Column[] columns() {
      return Arrays.stream(schema.fields())
          .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
          .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      Maker rows = rows(options);
      return () -> new Scan(schema, rows);
    }
  }

  private record Scan(StructType readSchema, Maker maker) implements LocalScan {
    @Override
    public InternalRow[] rows() {
      try {
        return maker.make().stream().map(GenericInternalRow::new).toArray(InternalRow[]::new);
      } catch (IOException e) {
        // As it is: a client knows an error by its class.
        Platform.throwException(e);
        throw new AssertionError(e);
      }
    }
  }
}
