package io.plateau.table;

import java.util.List;

/**
 * Vectors whose elements are scaled one by one: {@code (x − center) · factor}.
 *
 * @param width of all vectors
 * @param center by element; empty to subtract nothing, which keeps zeros
 * @param factor by element; empty for none
 */
public record FittedVector(String name, int width, double[] center, double[] factor)
    implements FittedColumn {

  @Override
  public ColumnKind kind() {
    return ColumnKind.VECTOR;
  }

  /** Whether a zero remains zero, so that sparse vectors remain sparse. */
  public boolean keepsZeros() {
    return center.length == 0;
  }

  /** The number of a row for an element. */
  public float of(int element, double value) {
    double x = value == 0 ? 0 : value; // never −0
    double centered = center.length == 0 ? x : x - center[element];
    return FittedColumn.finite(
        name, value, factor.length == 0 ? centered : centered * factor[element]);
  }

  @Override
  public void encode(Object value, float[] row, int at) {
    if (value instanceof double[] vector && vector.length == width) {
      for (int i = 0; i < width; i++) {
        row[at + i] = of(i, vector[i]);
      }
    } else if (value instanceof float[] vector && vector.length == width) {
      for (int i = 0; i < width; i++) {
        row[at + i] = of(i, vector[i]);
      }
    } else if (value instanceof List<?> vector
        && vector.size() == width
        && vector.stream().allMatch(Number.class::isInstance)) {
      for (int i = 0; i < width; i++) {
        row[at + i] = of(i, ((Number) vector.get(i)).doubleValue());
      }
    } else {
      throw new IllegalArgumentException(
          "column \"%s\": expected a vector of %d numbers".formatted(name, width));
    }
  }

  /**
   * Checks the width of a vector.
   *
   * @throws IllegalArgumentException unless it is that of all
   */
  public void requireWidth(int got) {
    if (got != width) {
      throw new IllegalArgumentException(
          "column \"%s\": expected a vector of %d numbers, got %d".formatted(name, width, got));
    }
  }

  @Override
  public boolean missing(Object value) {
    return value == null;
  }

  @Override
  public String treatment() {
    String each = keepsZeros() ? ", each of deviation 1" : ", each of mean 0 and deviation 1";
    return width + " numbers" + (factor.length == 0 ? "" : each);
  }
}
