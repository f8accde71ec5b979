package io.plateau.ml.table;

import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.table.ValueType;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * The features that a label was made of, as by a {@code StringIndexer}, which leaves the names of
 * its values in the ML attribute of the label.
 */
public final class LabelOrigin {
  /** Rows that rule most columns out. */
  private static final int FIRST = 20;

  private LabelOrigin() {}

  /**
   * Warnings of features that have in each row the name of the label, or none. A label without such
   * names takes no Spark job.
   */
  public static List<String> warnings(Dataset<?> rows, String label, FittedTable features) {
    StructField field = rows.schema().apply(label);
    if (!(field.dataType() instanceof NumericType
        && Attribute.fromStructField(field) instanceof NominalAttribute nominal
        && nominal.values().isDefined())) {
      return List.of();
    }
    String[] names = nominal.values().get();
    List<String> columns =
        features.columns().stream()
            .map(FittedColumn::name)
            .filter(column -> isIndexed(rows, column))
            .toList();
    if (columns.isEmpty()) {
      return List.of();
    }
    Column[] others =
        columns.stream().map(column -> isOther(rows, column, label, names)).toArray(Column[]::new);
    List<Row> first = rows.select(others).takeAsList(FIRST);
    return IntStream.range(0, others.length)
        .filter(i -> first.stream().allMatch(row -> row.isNullAt(i) || !row.getBoolean(i)))
        .filter(i -> rows.filter(others[i]).isEmpty())
        .mapToObj(columns::get)
        .map(
            column ->
                "column \"%s\" is a feature that tells the label: column \"%s\" has the places of its values, as a StringIndexer makes them; leave it out by ignoredCols"
                    .formatted(column, label))
        .toList();
  }

  private static boolean isIndexed(Dataset<?> rows, String column) {
    ValueType type = ColumnTypes.of(ColumnName.type(rows.schema(), column));
    return type.isNumber() || type == ValueType.TEXT;
  }

  /** Whether the text of a value is not the name of the label; null where there is no value. */
  private static Column isOther(Dataset<?> rows, String column, String label, String[] names) {
    Column value = rows.col(ColumnName.quoted(column)).cast("string");
    Column place = rows.col(ColumnName.quoted(label)).try_cast("int");
    return when(value.isNotNull(), not(value.eqNullSafe(get(lit(names), place))));
  }
}
