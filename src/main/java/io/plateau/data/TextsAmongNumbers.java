package io.plateau.data;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.plateau.data.source.Slips;
import io.plateau.ml.fit.ColumnName;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Texts that keep a column from being one of numbers, for messages. */
final class TextsAmongNumbers {
  private static final int SHOWN = 40;

  private TextsAmongNumbers() {}

  /**
   * A clause that tells how many values are no numbers, one of them, and what to do; empty where
   * none is a number. Reads the rows.
   */
  static String clause(Table table, String column) {
    Column text = ColumnName.column(column);
    Column other = when(text.try_cast(DataTypes.DoubleType).isNull(), text);
    Row found;
    try {
      found = table.rows().select(count(text), count(other), min(other)).head();
    } catch (Exception problem) { // Scala's exceptions are not declared
      throw Faults.parsing(table, problem);
    }
    String first = Optional.ofNullable(found.getString(2)).orElse("");
    if (Slips.isDecimalComma(first)) {
      return "; it has " + Slips.COMMAS;
    }
    long all = found.getLong(0);
    long others = found.getLong(1);
    return others == all
        ? ""
        : "; %d of %d values are no numbers, such as \"%s\": correct them, or leave their rows out"
            .formatted(
                others, all, first.length() > SHOWN ? first.substring(0, SHOWN) + "…" : first);
  }
}
