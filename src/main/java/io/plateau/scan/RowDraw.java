package io.plateau.scan;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import io.plateau.math.Key;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Draw of rows by their content, never by how Spark cut the source. Equal rows are drawn together,
 * so that none is both learned and measured on.
 */
public final class RowDraw {
  private RowDraw() {}

  /** The names of the columns that have a hash: maps have no order and none. */
  public static List<String> hashable(StructType schema) {
    return Arrays.stream(schema.fields())
        .filter(field -> !field.dataType().existsRecursively(MapType.class::isInstance))
        .map(StructField::name)
        .toList();
  }

  /** Uniform in [0, 1), by the key and the content of a row. */
  public static Column uniform(Key key, Stream<Column> content) {
    Column[] hashed = Stream.concat(Stream.of(lit(key.state())), content).toArray(Column[]::new);
    return shiftrightunsigned(xxhash64(hashed), 11).multiply(lit(0x1p-53));
  }
}
