package io.plateau.ml.fit;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Name of a column as Spark resolves it, whatever characters the name has. */
public final class ColumnName {
  private ColumnName() {}

  /** The name between backticks, as it is written in SQL: {@code a.`b} is {@code `a.``b`}. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /**
   * The type of a column.
   *
   * @throws IllegalArgumentException where there is none of the name
   */
  public static DataType type(StructType schema, String name) {
    return type(schema, "column \"" + name + "\"", name);
  }

  /**
   * The type of a column that a param names.
   *
   * @throws IllegalArgumentException where there is none of the name
   */
  public static DataType typeOf(String param, StructType schema, String name) {
    return type(schema, "column \"" + name + "\" (" + param + ")", name);
  }

  private static DataType type(StructType schema, String column, String name) {
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "%s does not exist%s; there are: %s"
              .formatted(column, Nearest.hint(name, names), String.join(", ", names)));
    }
    return schema.apply(name).dataType();
  }

  /** The column of that name. */
  public static Column column(String name) {
    return col(quoted(name));
  }
}
