package io.plateau.job;

import io.plateau.table.ColumnKind;
import java.util.Map;

/** How the kinds of columns are written in a job. */
final class ColumnKinds {
  private ColumnKinds() {}

  /** A mapping of columns to kinds, such as {@code {zip: category}}. */
  static Kind<Map<String, ColumnKind>> kind() {
    Kind<ColumnKind> one = Kinds.choice(ColumnKind.class);
    return new Kind<>(
        "a mapping of columns to their kinds: " + String.join(", ", ColumnKind.words()),
        tree -> Kinds.mapping(tree, (name, value) -> kind(one, name, value)),
        kinds -> Text.write(kinds, ColumnKind::word));
  }

  private static ColumnKind kind(Kind<ColumnKind> one, String column, Tree value) {
    try {
      return one.read(value);
    } catch (Kind.Mismatch mismatch) {
      String blank = column.contains(":") ? "; a blank must follow the colon" : "";
      throw new Kind.Mismatch(
          value, " for column " + Text.shown(column) + blank + mismatch.getMessage());
    }
  }
}
