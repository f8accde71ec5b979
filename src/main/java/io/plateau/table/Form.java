package io.plateau.table;

/** Form in which the values of a column are read. */
public enum Form {
  /** Numbers, NaN where there is none. */
  NUMBER,
  /** Strings, null where there is none. */
  TEXT,
  /** Dates as quarter hours since 1970-01-01T00:00, NaN where there is none. */
  DATE,
  /** Vectors, dense or sparse. */
  VECTOR
}
