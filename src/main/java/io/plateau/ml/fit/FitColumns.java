package io.plateau.ml.fit;

import io.plateau.frame.ColumnName;
import io.plateau.ml.params.HasNetworkParams;
import io.plateau.nn.loss.LabelType;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
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
public record FitColumns(
    String features, String label, LabelType target, String weight, String validation)
    implements Serializable {
  private static final String LABEL = "labelCol";
  private static final String WEIGHT = "weightCol";
  private static final String FEATURES = "featuresCol";
  private static final String VALIDATION = "validationIndicatorCol";

  /**
   * The columns that params name, with the label's kind by its type.
   *
   * @throws IllegalArgumentException where there is no label or weight
   */
  public static FitColumns of(
      HasNetworkParams params,
      String features,
      String label,
      boolean classifier,
      StructType schema) {
    boolean vector = isVector(ColumnName.typeOf(LABEL, schema, label));
    LabelType target =
        classifier
            ? (vector ? LabelType.LABELS : LabelType.CLASS)
            : (vector ? LabelType.NUMBERS : LabelType.NUMBER);
    String weight = name(params.orEmpty(params.weightCol()));
    if (weight != null) {
      ColumnName.typeOf(WEIGHT, schema, weight);
    }
    return new FitColumns(
        features, label, target, weight, name(params.orEmpty(params.validationIndicatorCol())));
  }

  /** The same, of rows none of which is held out for validation. */
  public FitColumns withoutValidation() {
    return new FitColumns(features, label, target, weight, null);
  }

  /** Complains about a column that is missing or of the wrong type. */
  public void check(StructType schema) {
    requireVector(schema, features);
    requireNumbers(schema, label);
    if (weight != null) {
      requireWeight(schema, weight);
    }
    if (validation != null) {
      requireBoolean(schema, validation);
    }
  }

  /** Complains unless a column of validation rows is boolean. */
  public static void requireBoolean(StructType schema, String column) {
    DataType type = ColumnName.typeOf(VALIDATION, schema, column);
    if (!(type instanceof BooleanType)) {
      throw mustBe(VALIDATION, column, "booleans", type, "cast it to boolean");
    }
  }

  /** The columns in their order. */
  public Dataset<Row> select(Dataset<?> dataset) {
    return select(dataset, ColumnName.column(features));
  }

  /** The columns in their order, with another one for the features. */
  Dataset<Row> select(Dataset<?> dataset, Column features) {
    Column target = ColumnName.column(label);
    return dataset.select(
        features,
        this.target.isVector() ? target : target.cast("double"),
        weight == null ? functions.lit(1.0) : ColumnName.column(weight).cast("double"),
        validation == null ? functions.lit(false) : ColumnName.column(validation));
  }

  /** Complains unless a column of features holds vectors, and no other has its name. */
  public static void requireVector(StructType schema, String column) {
    DataType type = ColumnName.typeOf(FEATURES, schema, column);
    ColumnName.requireDistinct(schema, List.of(column));
    if (!isVector(type)) {
      throw mustBe(
          FEATURES,
          column,
          "vectors",
          type,
          "VectorAssembler makes one of several columns, and array_to_vector of an array");
    }
  }

  /** Complains unless a column of labels holds numbers or vectors; whether it holds vectors. */
  public static boolean requireNumbers(StructType schema, String column) {
    boolean vectors = isVector(ColumnName.typeOf(LABEL, schema, column));
    if (!vectors) {
      requireNumber(schema, column);
    }
    return vectors;
  }

  /** Complains unless a column of labels holds numbers. */
  public static void requireNumber(StructType schema, String column) {
    requireNumber(LABEL, schema, column);
  }

  /** Complains unless a column of weights holds numbers. */
  public static void requireWeight(StructType schema, String column) {
    requireNumber(WEIGHT, schema, column);
  }

  private static void requireNumber(String param, StructType schema, String column) {
    DataType type = ColumnName.typeOf(param, schema, column);
    if (!(type instanceof NumericType)) {
      String help =
          !param.equals(LABEL)
              ? "cast it to double"
              : type instanceof ArrayType
                  ? "several labels are a vector, such as array_to_vector makes of an array"
                  : isVector(type)
                      ? "this model has one number a row as label: take it out of the vector, as vector_to_array(%s)[0] does"
                          .formatted(ColumnName.quoted(column))
                      : "cast it to double, or take TabularClassifier, whose labels may be strings";
      throw mustBe(param, column, "numbers", type, help);
    }
  }

  private static IllegalArgumentException mustBe(
      String param, String column, String expected, DataType got, String help) {
    return new IllegalArgumentException(
        "column \"%s\" (%s) must hold %s, got %s; %s"
            .formatted(column, param, expected, got.catalogString(), help));
  }

  private static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  private static String name(String column) {
    return column.isEmpty() ? null : column;
  }
}
