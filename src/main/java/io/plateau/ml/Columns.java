package io.plateau.ml;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns a fit reads, brought into one order: features, label, weight, whether the row is for
 * validation.
 *
 * @param target what the label column holds
 * @param weight or null where each row weighs 1
 * @param validation or null where all rows are trained on
 */
record Columns(String features, String label, Target target, String weight, String validation)
    implements Serializable {

  /** What a label is. */
  enum Target {
    /** A class from 0, as a number. */
    CLASS,
    /** A vector with a 0 or 1 (or a probability) for each of several labels. */
    LABELS,
    /** A number. */
    NUMBER,
    /** A vector of numbers. */
    NUMBERS;

    /** Whether the label column holds vectors. */
    boolean isVector() {
      return this == LABELS || this == NUMBERS;
    }
  }

  /** The columns that params name, with the label's kind by its type. */
  static Columns of(
      HasNetworkParams params,
      String features,
      String label,
      boolean classifier,
      StructType schema) {
    boolean vector = isVector(type(schema, label));
    Target target =
        classifier
            ? (vector ? Target.LABELS : Target.CLASS)
            : (vector ? Target.NUMBERS : Target.NUMBER);
    return new Columns(
        features,
        label,
        target,
        name(params.isDefined(params.weightCol()) ? params.getWeightCol() : ""),
        name(
            params.isDefined(params.validationIndicatorCol())
                ? params.getValidationIndicatorCol()
                : ""));
  }

  /** Complains about a column that is missing or of the wrong type. */
  void check(StructType schema) {
    requireVector(schema, features);
    if (!isVector(type(schema, label))) {
      requireNumber(schema, label);
    }
    if (weight != null) {
      requireNumber(schema, weight);
    }
    if (validation != null && !(type(schema, validation) instanceof BooleanType)) {
      throw new IllegalArgumentException(mustBe(validation, "boolean", type(schema, validation)));
    }
  }

  /** The columns in their order. */
  Dataset<Row> select(Dataset<?> dataset) {
    Column target = functions.col(label);
    return dataset.select(
        functions.col(features),
        this.target.isVector() ? target : target.cast("double"),
        weight == null ? functions.lit(1.0) : functions.col(weight).cast("double"),
        validation == null ? functions.lit(false) : functions.col(validation));
  }

  /** The same of the rows to train on; Spark filters before it makes vectors of the others. */
  Dataset<Row> training(Dataset<?> dataset) {
    return select(validation == null ? dataset : dataset.where(functions.not(apart())));
  }

  /** The same of the rows set apart. */
  Dataset<Row> validation(Dataset<?> dataset) {
    return select(dataset.where(apart()));
  }

  private Column apart() {
    return functions.coalesce(functions.col(validation), functions.lit(false));
  }

  static Vector features(Row row) {
    return row.getAs(0);
  }

  /** Whether a row is set apart; null counts as false. */
  static boolean isValidation(Row row) {
    return !row.isNullAt(3) && row.getBoolean(3);
  }

  /** Complains unless a column holds vectors. */
  static void requireVector(StructType schema, String column) {
    DataType type = type(schema, column);
    if (!isVector(type)) {
      throw new IllegalArgumentException(mustBe(column, "vector", type));
    }
  }

  private static void requireNumber(StructType schema, String column) {
    DataType type = type(schema, column);
    if (!(type instanceof NumericType)) {
      throw new IllegalArgumentException(mustBe(column, "numeric", type));
    }
  }

  private static String mustBe(String column, String expected, DataType got) {
    return "Column "
        + column
        + " must be of type "
        + expected
        + " but was actually of type "
        + got.catalogString()
        + ".";
  }

  private static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  private static DataType type(StructType schema, String column) {
    if (!java.util.Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "column \""
              + column
              + "\" does not exist; there are: "
              + String.join(", ", schema.fieldNames()));
    }
    return schema.apply(column).dataType();
  }

  private static String name(String column) {
    return column.isEmpty() ? null : column;
  }
}
