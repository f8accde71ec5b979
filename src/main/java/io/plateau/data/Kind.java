package io.plateau.data;

import io.plateau.table.Form;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** What the values of a column are to a network. */
enum Kind {
  NUMBER,
  BOOLEAN,
  TEXT,
  VECTOR,
  /** Dates, arrays, maps, …: nothing that has one meaning as a number. */
  OTHER;

  static Kind of(DataType type) {
    if (type instanceof NumericType) {
      return NUMBER;
    }
    if (type instanceof BooleanType) {
      return BOOLEAN;
    }
    if (type instanceof StringType) {
      return TEXT;
    }
    return type.equals(SQLDataTypes.VectorType()) ? VECTOR : OTHER;
  }

  /** The form in which values are read. */
  Form form() {
    return switch (this) {
      case TEXT -> Form.TEXT;
      case VECTOR -> Form.VECTOR;
      default -> Form.NUMBER;
    };
  }
}
