package io.plateau.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import io.plateau.math.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Draw of rows by their content, never by how Spark cut the source. Equal rows are drawn together,
 * so that none is both learned and measured on.
 */
public final class RowDraw {
  /**
   * Beginnings of the names of types of which Spark has no hash: maps have no order, others more
   * than one form. By name, since not every Spark that we run on has them all.
   */
  private static final List<String> UNHASHED = List.of("map", "variant", "geometry", "geography");

  private RowDraw() {}

  /** The names of the columns that have a hash, and a name of their own by which to find them. */
  public static List<String> hashable(StructType schema) {
    Set<String> found = ColumnName.distinct(schema);
    return Arrays.stream(schema.fields())
        .filter(field -> !field.dataType().existsRecursively(RowDraw::isUnhashed))
        .map(StructField::name)
        .filter(found::contains)
        .toList();
  }

  private static boolean isUnhashed(DataType type) {
    return UNHASHED.stream().anyMatch(type.typeName()::startsWith);
  }

  /**
   * A value whose times are those of the wall clock, which a session has read in its time zone from
   * a text without one; in UTC its hash is that of the value.
   */
  public static Column wallClock(Column value, DataType type) {
    if (type instanceof ArrayType array && hasInstants(type)) {
      return transform(value, element -> wallClock(element, array.elementType()));
    }
    return hasInstants(type) ? WallClock.ofSession(value) : value;
  }

  private static boolean hasInstants(DataType type) {
    return type instanceof ArrayType array
        ? hasInstants(array.elementType())
        : type.equals(DataTypes.TimestampType);
  }

  /** Uniform in [0, 1), by the key and the content of a row. */
  public static Column uniform(Key key, Stream<Column> content) {
    Column[] hashed = Stream.concat(Stream.of(lit(key.state())), content).toArray(Column[]::new);
    Column hash = ExpressionUtils.column(new RowHash(ExpressionUtils.expression(xxhash64(hashed))));
    return shiftrightunsigned(hash, 11).multiply(lit(0x1p-53));
  }

  /** Whether Spark's interpreter has another hash of a type than its compiled code, or none. */
  static boolean isCompiledOnly(DataType type) {
    return type.existsRecursively(
        part -> part.equals(DataTypes.CalendarIntervalType) || part instanceof UserDefinedType<?>);
  }

  /** Spark's hash of a value, by a method that Spark hides from Scala alone. */
  static long hash(XxHash64 by, Object value, DataType type, long state) {
    return by.computeHash(value, type, state);
  }
}
