package io.plateau.table;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Column of a table before anything is learned of its values.
 *
 * @param said the kind that the user gave it; empty to infer the kind
 */
public record RawColumn(String name, ValueType type, Optional<ColumnKind> said)
    implements Serializable {
  /**
   * Checks that values of the type can be of the kind.
   *
   * @throws IllegalArgumentException where they cannot
   */
  public RawColumn {
    if (said.isPresent() && !type.canBe(said.get())) {
      throw new IllegalArgumentException(
          "column \"%s\" of type %s cannot be of kind %s"
              .formatted(name, type.word(), said.get().word()));
    }
  }

  /** The form in which the values are read; empty where they are not read. */
  public Optional<Form> form() {
    if (type == ValueType.OTHER || said.filter(ColumnKind.IGNORE::equals).isPresent()) {
      return Optional.empty();
    }
    if (said.filter(ColumnKind.CATEGORY::equals).isPresent()) {
      return Optional.of(Form.TEXT);
    }
    if (said.filter(ColumnKind.DATE::equals).isPresent() && type.isNumber()) {
      return Optional.of(Form.DATE);
    }
    return Optional.of(
        switch (type) {
          case INTEGER, REAL -> Form.NUMBER;
          case BOOLEAN -> said.isPresent() ? Form.NUMBER : Form.TEXT;
          case DATE -> Form.DATE;
          case VECTOR -> Form.VECTOR;
          default -> Form.TEXT;
        });
  }

  /** An Optional is not serializable. */
  private Object writeReplace() {
    return new Stored(name, type, said.stream().toList());
  }

  private record Stored(String name, ValueType type, List<ColumnKind> said)
      implements Serializable {
    private Object readResolve() {
      return new RawColumn(name, type, said.stream().findFirst());
    }
  }

  /**
   * Whether values of a type can be read as those of this column, which has a form. They may still
   * be none of those that were learned.
   */
  public boolean reads(ValueType other) {
    return switch (form().orElseThrow()) {
      case NUMBER -> other.isNumber() || other == ValueType.BOOLEAN;
      case TEXT -> readsAsText(other);
      case DATE -> type.isNumber() ? other.isNumber() : other == ValueType.DATE;
      case VECTOR -> other == ValueType.VECTOR;
    };
  }

  private boolean readsAsText(ValueType other) {
    return switch (other) {
      case VECTOR, OTHER -> false;
      case TEXT -> true;
      case DATE -> type == ValueType.DATE || type == ValueType.TEXT;
      case INTEGER, REAL, BOOLEAN -> type != ValueType.DATE;
    };
  }
}
