package io.plateau.nn.column;

import io.plateau.nn.Column;
import java.io.Serializable;

/**
 * Codes of a category. With {@code other}, 0 stands for a value that is missing or unknown and 1 …
 * values for the known ones; without, these are 0 … values − 1.
 *
 * @param values how many are known, at least 1
 */
public record Codes(int values, boolean other) implements Serializable {
  /** From here on not every whole number is a float. */
  private static final int MOST = 1 << 24;

  public Codes {
    if (values < 1 || values >= MOST) {
      throw new IllegalArgumentException(
          "a category must have 1 to %d values, got %d".formatted(MOST - 1, values));
    }
  }

  /** Number of codes. */
  public int count() {
    return other ? values + 1 : values;
  }

  /** Code of the first known value. */
  public int first() {
    return other ? 1 : 0;
  }

  int of(Column.Rows x, int example) {
    return of(x.values()[x.at(example)], x.row());
  }

  /**
   * The code that a number is.
   *
   * @param row number of the feature for messages
   * @throws Column.InputException unless it is one
   */
  public int of(float value, int row) {
    int code = (int) value;
    if (code != value || code < 0 || code >= count()) {
      throw new Column.InputException(
          "feature %d must be a code of a category, a whole number from 0 to %d; got %s"
              .formatted(row, count() - 1, value));
    }
    return code;
  }
}
