package io.plateau.table;

import java.io.Serializable;

/**
 * Column as a model takes it: a function from a value to one number, or to several for a vector.
 * Everything learned is from training rows.
 */
public sealed interface FittedColumn extends Serializable
    permits FittedNumber, FittedCategory, FittedDate, FittedVector {
  String name();

  ColumnKind kind();

  /** Numbers of a row that the column has. */
  default int width() {
    return 1;
  }

  /**
   * <em>Overwrites</em> the column's numbers of a row, from index {@code at} on.
   *
   * @param value of the column's type, or null where it is missing
   * @throws IllegalArgumentException for a value of another type, and for one that is not finite
   */
  void encode(Object value, float[] row, int at);

  /**
   * Whether a value counts as missing.
   *
   * @param value of the column's type, or null
   */
  boolean missing(Object value);

  /** Whether a value is a category that no training row has and that shares no bucket. */
  default boolean unseen(Object value) {
    return false;
  }

  /** What is done with the values, for people. */
  String treatment();

  /** The encoded number, which must be finite as a float. */
  static float finite(String column, double value, double encoded) {
    float number = (float) encoded;
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "column \"%s\": expected numbers that are finite as 32-bit floats, got %s"
              .formatted(column, value));
    }
    return number;
  }
}
