package io.plateau.data;

import io.plateau.table.Form;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** What the values of a column are to a network. */
enum Kind {
  NUMBER,
  BOOLEAN,
  TEXT,
  VECTOR,
  /** Dates and times. */
  OTHER,
  /** Maps, bytes, arrays of other than numbers, …: nothing that a network takes. */
  UNUSABLE;

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
    if (type.equals(SQLDataTypes.VectorType())) {
      return VECTOR;
    }
    return type instanceof DatetimeType ? OTHER : UNUSABLE;
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
