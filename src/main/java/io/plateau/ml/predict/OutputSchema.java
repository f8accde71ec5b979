package io.plateau.ml.predict;

import java.util.Arrays;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Function2;

/** A schema with the columns that a model appends; an empty name appends nothing. */
public record OutputSchema(StructType schema) {
  /** With a vector of this width, or of unknown width (0). */
  public OutputSchema vector(String column, int width) {
    Metadata metadata =
        width > 0 && !column.isEmpty()
            ? new AttributeGroup(column, width).toMetadata()
            : Metadata.empty();
    return vector(column, metadata);
  }

  public OutputSchema vector(String column, Metadata metadata) {
    return add(column, SQLDataTypes.VectorType(), metadata);
  }

  /** With a class out of this many, or of unknown many (0). */
  public OutputSchema classes(String column, int classes) {
    Metadata metadata =
        classes > 0 && !column.isEmpty()
            ? NominalAttribute.defaultAttr().withName(column).withNumValues(classes).toMetadata()
            : Metadata.empty();
    return add(column, DataTypes.DoubleType, metadata);
  }

  public OutputSchema number(String column) {
    return add(column, DataTypes.DoubleType, Metadata.empty());
  }

  /** With predictions of numbers and their spread: vectors of a width where they are several. */
  public OutputSchema numbers(String prediction, String spread, boolean several, int width) {
    return several
        ? vector(prediction, width).vector(spread, width)
        : number(prediction).number(spread);
  }

  public OutputSchema labels(String column, DataType type) {
    return column.isEmpty() ? this : new OutputSchema(checked(column).add(column, type, true));
  }

  private OutputSchema add(String column, DataType type, Metadata metadata) {
    if (column.isEmpty()) {
      return this;
    }
    return new OutputSchema(
        checked(column).add(column, type, type.equals(SQLDataTypes.VectorType()), metadata));
  }

  /** The schema, which must not have the column yet, by Spark's comparison of names. */
  private StructType checked(String column) {
    Function2<String, String, Object> same = SQLConf.get().resolver();
    if (Arrays.stream(schema.fieldNames()).anyMatch(name -> (Boolean) same.apply(name, column))) {
      throw new IllegalArgumentException(
          "Column %s already exists. Drop it, or set the param that names the new one, such as predictionCol or outputCol, to another name."
              .formatted(column));
    }
    return schema;
  }
}
