package io.plateau.data.column;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.plateau.data.source.Slips;
import io.plateau.data.source.SourceOptions;
import io.plateau.data.source.Table;
import io.plateau.frame.ColumnName;
import io.plateau.table.Parsing;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Texts that keep a column from being one of numbers or dates, for messages. */
final class TextsAmong {
  private static final int SHOWN = 40;

  private TextsAmong() {}

  /**
   * A clause that tells how many values are no numbers, the first of them in the alphabet, and what
   * to do; or that there is no value. Reads the rows.
   */
  static String numbers(Table table, String column) {
    Column text = ColumnName.column(column);
    UDF1<String, Boolean> number = value -> value != null && !Double.isNaN(Parsing.number(value));
    Column other = when(udf(number, DataTypes.BooleanType).apply(text).unary_$bang(), text);
    Row found = counted(table, text, other);
    String first = found.getString(2);
    if (found.getLong(0) > 0 && found.getLong(1) == 0) {
      return "; all of its values are numbers: " + remedy(table);
    }
    return first != null && Slips.isDecimalComma(first)
        ? "; it has " + Slips.COMMAS
        : clause(found, "numbers");
  }

  /** The same of dates and times. */
  static String dates(Table table, String column) {
    Column text = ColumnName.column(column);
    Column other = when(text.try_cast(DataTypes.TimestampType).isNull(), text);
    Row found = counted(table, text, other);
    boolean isText = SourceOptions.isText(table.format());
    if (found.getLong(0) > 0 && found.getLong(1) == 0) {
      return "; all of its values are dates: "
          + (isText
              ? "declare it TIMESTAMP in data.options.schema"
              : "cast the column to timestamp");
    }
    String none =
        found.getLong(0) == 1
            ? "its only value is not a date for Spark,"
            : "none of its %d values is a date for Spark, such as".formatted(found.getLong(0));
    return found.getLong(0) > 0 && found.getLong(1) == found.getLong(0)
        ? "; %s \"%s\": %s".formatted(none, shown(found.getString(2)), otherwise(table))
        : clause(found, "dates");
  }

  /** How a column of texts that are dates in another order, or of other separators, is read. */
  private static String otherwise(Table table) {
    String iso = "write them as 2021-12-31";
    if (!SourceOptions.isText(table.format())) {
      return iso;
    }
    if (table.options().containsKey(SourceOptions.SCHEMA)) {
      return "declare it DATE in data.options.schema, and set data.options.dateFormat to theirs";
    }
    return table.format().equals("json") // in which no dates are inferred, and times where told to
        ? "set data.options.inferTimestamp: true, and data.options.timestampFormat to theirs"
        : "set their data.options.dateFormat or timestampFormat, or " + iso;
  }

  private static Row counted(Table table, Column text, Column other) {
    return table.read(() -> table.rows().select(count(text), count(other), min(other)).head());
  }

  private static String clause(Row found, String kind) {
    long all = found.getLong(0);
    long others = found.getLong(1);
    if (all == 0) {
      return "; it has no value in any row";
    }
    String first = found.getString(2);
    String remedy = others < all ? ": correct them, or leave their rows out" : "";
    boolean digits = others == all && first.chars().anyMatch(Character::isDigit);
    return "; %d of %d values are no %s, such as \"%s\"%s"
        .formatted(others, all, kind, shown(first), digits ? ": write them as 1234.5" : remedy);
  }

  private static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
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
