package io.plateau.spec;

import io.plateau.math.DatePart;
import io.plateau.nn.Column;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.table.ColumnKind;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.List;

/** Columns of a fitted table as the first layer of a network takes them. */
public final class TableColumns {
  private final ColumnSpec spec;
  private final List<Column> columns = new ArrayList<>();

  /** Width of the numbers that follow each other at the end. */
  private int numbers;

  /** Width of the vectors that follow each other at the end. */
  private int vectors;

  private TableColumns(ColumnSpec spec) {
    this.spec = spec;
  }

  /**
   * The columns of the rows of a table; numbers that follow each other are one, and so are vectors,
   * and both together where numbers have no embedding.
   */
  public static List<Column> of(FittedTable table, ColumnSpec spec) {
    TableColumns all = new TableColumns(spec);
    table.columns().forEach(all::add);
    all.close();
    return all.columns;
  }

  private void add(FittedColumn column) {
    if (column instanceof FittedNumber number
        && spec.cutsNumbers()
        && number.scaledCuts().size() > 1) {
      close();
      columns.add(spec.number(plain(number), number.scaledCuts()));
    } else if (column instanceof FittedNumber number && !number.fill().indicator()) {
      if (vectors > 0 && spec.embedsNumbers()) {
        close();
      }
      numbers++;
    } else if (column.kind() == ColumnKind.VECTOR) {
      if (numbers > 0 && spec.embedsNumbers()) {
        close();
      }
      vectors += column.width();
    } else {
      close();
      columns.add(column(column));
    }
  }

  /** Ends the numbers or vectors that follow each other. */
  private void close() {
    if (numbers > 0 && spec.embedsNumbers()) {
      columns.add(spec.numbers(new Numbers(numbers)));
    } else {
      addNumbers(columns, numbers + vectors);
    }
    numbers = 0;
    vectors = 0;
  }

  /** <em>Adds</em> numbers as they are, if there are any. */
  public static void addNumbers(List<Column> columns, int width) {
    if (width > 0) {
      columns.add(new Numbers(width));
    }
  }

  private Column column(FittedColumn column) {
    if (column instanceof FittedCategory category) {
      return spec.category(new Codes(category.size(), true));
    }
    if (column instanceof FittedDate date) {
      return date(date);
    }
    return spec.numbers(plain((FittedNumber) column));
  }

  private static Column plain(FittedNumber number) {
    return number.fill().indicator() ? new ImputedNumber(number.filled()) : new Numbers(1);
  }

  /** Parts of a date; days are embedded like a number where numbers are. */
  private Column date(FittedDate date) {
    List<Double> cuts = date.days().cuts();
    DateParts parts =
        new DateParts(
            List.copyOf(date.parts()),
            date.days().center(),
            date.days().factor(),
            cuts.isEmpty() ? Double.NEGATIVE_INFINITY : cuts.get(0),
            cuts.isEmpty() ? Double.POSITIVE_INFINITY : cuts.get(cuts.size() - 1),
            spec.embedsNumbers(),
            date.indicator(),
            date.unit());
    return date.parts().contains(DatePart.DAYS)
        ? spec.date(parts, date.days().scaledCuts())
        : parts;
  }
}
