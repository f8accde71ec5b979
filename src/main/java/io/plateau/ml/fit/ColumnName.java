package io.plateau.ml.fit;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** Name of a column as Spark resolves it, whatever characters the name has. */
public final class ColumnName {
  private ColumnName() {}

  /** The name between backticks, as it is written in SQL: {@code a.`b} is {@code `a.``b`}. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** The column of that name. */
  public static Column column(String name) {
    return col(quoted(name));
  }
}
