package io.plateau.frame;

import io.plateau.table.ValueType;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Types of Spark's columns, as a table knows types. */
public final class ColumnTypes {
  private ColumnTypes() {}

  public static ValueType of(DataType type) {
    if (type instanceof NumericType) {
      boolean fractions =
          type instanceof DoubleType
              || type instanceof FloatType
              || type instanceof DecimalType decimal && decimal.scale() > 0;
      return fractions ? ValueType.REAL : ValueType.INTEGER;
    }
    if (type instanceof StringType) {
      return ValueType.TEXT;
    }
    if (type instanceof BooleanType) {
      return ValueType.BOOLEAN;
    }
    if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return ValueType.DATE;
    }
    boolean vector =
        type.equals(SQLDataTypes.VectorType())
            || type instanceof ArrayType array && array.elementType() instanceof NumericType;
    return vector ? ValueType.VECTOR : ValueType.OTHER;
  }
}
