package io.plateau.data.source;

import static org.apache.spark.ml.functions.array_to_vector;

import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns without nesting: the fields of a struct become columns with dotted names, {@code
 * address.city}, and an array of numbers becomes a vector in which a missing element is NaN.
 */
public final class FlatColumns {
  private FlatColumns() {}

  /**
   * The rows with flat columns, in the order of the nested ones.
   *
   * @throws DataException where two columns have the same name afterwards, as Spark compares names
   */
  public static Dataset<Row> of(Dataset<Row> rows, String place) {
    StructField[] fields = rows.schema().fields();
    List<String> names = new ArrayList<>();
    boolean flat = true;
    for (StructField field : fields) {
      addNames(field.name(), field.dataType(), names);
      flat &= !(field.dataType() instanceof StructType) && !isNumbers(field.dataType());
    }
    boolean exact = Boolean.parseBoolean(rows.sparkSession().conf().get("spark.sql.caseSensitive"));
    requireDistinct(names, exact, place);
    if (flat) {
      return rows;
    }
    // By number, since the name of a column may hold any character.
    String[] numbers =
        IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      add(functions.col(numbers[i]), fields[i].name(), fields[i].dataType(), columns);
    }
    return rows.toDF(numbers).select(columns.toArray(Column[]::new));
  }

  private static void addNames(String name, DataType type, List<String> names) {
    if (type instanceof StructType struct) {
      Arrays.stream(struct.fields())
          .forEach(field -> addNames(name + "." + field.name(), field.dataType(), names));
    } else {
      names.add(name);
    }
  }

  private static void add(Column value, String name, DataType type, List<Column> columns) {
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        add(value.getField(field.name()), name + "." + field.name(), field.dataType(), columns);
      }
    } else if (isNumbers(type)) {
      Column numbers = value.cast(DataTypes.createArrayType(DataTypes.DoubleType));
      Column elements =
          functions.transform(numbers, x -> functions.coalesce(x, functions.lit(Double.NaN)));
      columns.add(functions.when(value.isNotNull(), array_to_vector(elements)).as(name));
    } else {
      columns.add(value.as(name));
    }
  }

  private static boolean isNumbers(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }

  private static void requireDistinct(List<String> names, boolean exact, String place) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(exact ? name : name.toLowerCase(Locale.ROOT))) {
        throw twice(name, place);
      }
    }
  }

  /** What is wrong with a table in which a name stands for two columns. */
  public static DataException twice(String name, String place) {
    return new DataException(
        "%s has two columns named \"%s\", or two that differ only in capitals; rename one of them, or set spark.sql.caseSensitive=true for names that differ in capitals"
            .formatted(place, name));
  }
}
