package io.plateau.ml.fit;

import io.plateau.nn.Column;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.spec.NetworkSpec;
import io.plateau.table.DatePart;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.List;

/** Columns of a fitted table as the first layer of a network takes them. */
public final class TableColumns {
  private TableColumns() {}

  /**
   * The columns of the rows of a table; plain numbers and vectors that follow each other are one.
   *
   * @param network decides between one-hot vectors and embeddings
   */
  public static List<Column> of(FittedTable table, NetworkSpec network) {
    List<Column> columns = new ArrayList<>();
    int plain = 0;
    for (FittedColumn column : table.columns()) {
      if (isPlain(column)) {
        plain += column.width();
      } else {
        addNumbers(columns, plain);
        plain = 0;
        columns.add(column(column, network));
      }
    }
    addNumbers(columns, plain);
    return columns;
  }

  /** Whether a network takes the numbers of a row as they are. */
  private static boolean isPlain(FittedColumn column) {
    return switch (column.kind()) {
      case NUMBER -> !((FittedNumber) column).fill().indicator();
      case VECTOR -> true;
      default -> false;
    };
  }

  /** <em>Adds</em> numbers as they are, if there are any. */
  static void addNumbers(List<Column> columns, int width) {
    if (width > 0) {
      columns.add(new Numbers(width));
    }
  }

  private static Column column(FittedColumn column, NetworkSpec network) {
    if (column instanceof FittedCategory category) {
      return network.category(new Codes(category.size(), true));
    }
    if (column instanceof FittedDate date) {
      return new DateParts(
          date.parts().stream().map(TableColumns::part).toList(),
          date.center(),
          date.factor(),
          date.indicator());
    }
    return new ImputedNumber(((FittedNumber) column).filled());
  }

  private static DateParts.Part part(DatePart part) {
    return DateParts.Part.valueOf(part.name());
  }
}
