package io.plateau.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Kind of a column: what its values mean to a model. */
public enum ColumnKind {
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

  /** The name in job files and models, such as {@code number}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in the order of the kinds. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ColumnKind::word).toList();
  }

  /**
   * The kind of a name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static ColumnKind of(String word) {
    for (ColumnKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "a kind of column is one of %s, got \"%s\"".formatted(String.join(", ", words()), word));
  }
}
