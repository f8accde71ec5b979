package io.plateau.data;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.plateau.data.source.Slips;
import io.plateau.data.source.SourceOptions;
import io.plateau.ml.fit.ColumnName;
import io.plateau.table.Parsing;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Texts that keep a column from being one of numbers, for messages. */
final class TextsAmongNumbers {
  private static final int SHOWN = 40;

  private TextsAmongNumbers() {}

  /**
   * A clause that tells how many values are no numbers, the first of them in the alphabet, and what
   * to do; that there is no value; or empty where none is a number. Reads the rows.
   */
  static String clause(Table table, String column) {
    Column text = ColumnName.column(column);
    UDF1<String, Boolean> number = value -> value != null && !Double.isNaN(Parsing.number(value));
    Column other = when(udf(number, DataTypes.BooleanType).apply(text).unary_$bang(), text);
    Row found = table.read(() -> table.rows().select(count(text), count(other), min(other)).head());
    long all = found.getLong(0);
    long others = found.getLong(1);
    if (all == 0) {
      return "; it has no value in any row";
    }
    if (others == 0) {
      return "; all of its values are numbers: " + remedy(table);
    }
    String first = found.getString(2);
    if (Slips.isDecimalComma(first)) {
      return "; it has " + Slips.COMMAS;
    }
    return others == all
        ? ""
        : "; %d of %d values are no numbers, such as \"%s\": correct them, or leave their rows out"
            .formatted(
                others, all, first.length() > SHOWN ? first.substring(0, SHOWN) + "…" : first);
  }

  /** How a column of texts that are all numbers becomes one of numbers. */
  private static String remedy(Table table) {
    if (table.format().equals("json")) { // in which a quoted number is no number of any schema
      return "write them without quotes, and declare it DOUBLE where data.options.schema has it";
    }
    return SourceOptions.isText(table.format())
        ? "declare it DOUBLE in data.options.schema"
        : "cast the column to double";
  }
}
