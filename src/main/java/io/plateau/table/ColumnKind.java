package io.plateau.table;

import io.plateau.math.Word;
import java.util.List;

/** Kind of a column: what its values mean to a model. */
public enum ColumnKind implements Word {
  /** A quantity, of which more and less can be said. */
  NUMBER,
  /** One of several values without an order. */
  CATEGORY,
  /** A point in time. */
  DATE,
  /** A fixed number of quantities. */
  VECTOR,
  /** Nothing to learn from. */
  IGNORE;

  /** All names, in the order of the kinds. */
  public static List<String> words() {
    return Word.all(ColumnKind.class);
  }

  /**
   * The kind of a name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static ColumnKind of(String word) {
    return Word.named(ColumnKind.class, "a kind of column", word);
  }
}
