package io.plateau.score;

import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Network;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Named values of a row as the features of a network. */
final class Encoding {
  private final FittedTable table;
  private final List<FittedColumn> columns;
  private final int[] starts;

  Encoding(FittedTable table) {
    this.table = table;
    columns = table.columns();
    starts = table.starts();
  }

  /** <em>Overwrites</em> the features of a row. */
  void encode(Map<String, ?> values, float[] row) {
    table.encode(values, row);
  }

  /**
   * <em>Overwrites</em> the features of one column.
   *
   * @param c number of the column
   * @param at index of the row's first feature
   */
  void encode(int c, Object value, float[] row, int at) {
    table.encode(columns.get(c), value, row, at + starts[c]);
  }

  /** What of a row is missing or unseen, after it was encoded. */
  Score.Unused unused(Map<String, ?> values, float[] row) {
    List<String> missing = null;
    List<String> unseen = null;
    for (int c = 0; c < columns.size(); c++) {
      FittedColumn column = columns.get(c);
      boolean category = column instanceof FittedCategory;
      if (category && row[starts[c]] != 0) {
        continue;
      }
      Object value = values.get(column.name());
      if (value == null || column.missing(value)) {
        missing = missing == null ? new ArrayList<>() : missing;
        missing.add(column.name());
      } else if (category) {
        unseen = unseen == null ? new ArrayList<>() : unseen;
        unseen.add(column.name());
      }
    }
    return missing == null && unseen == null
        ? Score.Unused.NONE
        : new Score.Unused(
            missing == null ? List.of() : List.copyOf(missing),
            unseen == null ? List.of() : List.copyOf(unseen));
  }

  /** By feature, whether NaN stands for a missing value. */
  static boolean[] takesMissing(Network network) {
    boolean[] takes = new boolean[network.inputs()];
    int at = 0;
    for (Column column : network.columns().map(Columns::columns).orElse(List.of())) {
      Arrays.fill(takes, at, at + column.inputs(), column.takesMissing());
      at += column.inputs();
    }
    return takes;
  }
}
