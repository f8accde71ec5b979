package io.plateau.table;

import io.plateau.math.Word;

/** Type of a column's values in its source. */
public enum ValueType implements Word {
  /** Numbers without fractions. */
  INTEGER,
  /** Numbers. */
  REAL,
  BOOLEAN,
  TEXT,
  /** Dates and times of the wall clock. */
  DATE,
  /** Vectors and arrays of numbers. */
  VECTOR,
  /** Binary data, maps and whatever else has no one meaning as a value. */
  OTHER;

  public boolean isNumber() {
    return this == INTEGER || this == REAL;
  }

  public boolean canBe(ColumnKind kind) {
    return switch (kind) {
      case NUMBER -> isNumber() || this == BOOLEAN || this == TEXT;
      case CATEGORY -> isNumber() || this == BOOLEAN || this == TEXT || this == DATE;
      case DATE -> this == DATE || this == TEXT || isNumber();
      case VECTOR -> this == VECTOR;
      case IGNORE -> true;
    };
  }
}
