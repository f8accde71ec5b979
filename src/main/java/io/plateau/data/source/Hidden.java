package io.plateau.data.source;

import io.plateau.frame.ColumnName;
import io.plateau.frame.RowDraw;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns of our own beside those of the data: where a row stands in its file. */
public final class Hidden {
  private static final String PREFIX = "plateau__";

  /** The file of a row. */
  public static final String FILE = PREFIX + "file";

  /** The byte at which the part of the file begins that the row was read with. */
  public static final String BLOCK = PREFIX + "block";

  /** The text of a record that does not fit the columns, else null. */
  public static final String MALFORMED = PREFIX + "malformed";

  /** Made by the preparation. */
  public static String named(String purpose) {
    return PREFIX + purpose;
  }

  public static boolean is(String column) {
    return column.startsWith(PREFIX);
  }

  /** The data's own columns. */
  static String[] visible(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).filter(name -> !is(name)).toArray(String[]::new);
  }

  /** The data's own columns that have a hash. */
  public static List<String> hashable(Dataset<Row> rows) {
    return RowDraw.hashable(rows.schema()).stream().filter(name -> !is(name)).toList();
  }

  /** The data's own columns and nothing else. */
  public static Dataset<Row> drop(Dataset<Row> rows) {
    return rows.select(Arrays.stream(visible(rows)).map(ColumnName::column).toArray(Column[]::new));
  }

  private Hidden() {}
}
