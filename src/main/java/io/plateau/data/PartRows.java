package io.plateau.data;

import io.plateau.data.check.FileOrder;
import io.plateau.scan.RowParts;

/**
 * Rows of a table that are in one part: training, validation or test.
 *
 * @param count how many there are
 * @param name for messages, as in {@code the test rows}
 */
record PartRows(TableScan scan, RowParts parts, byte part, long count, String name) {
  /** Those of the rows at the job's path. */
  static PartRows of(SurveyedRows rows, byte part, String name) {
    return new PartRows(rows.scan(), rows.survey().parts(), part, rows.count(part), name);
  }

  /** All rows that are not skipped. */
  static PartRows all(TableScan scan, String name) {
    FileOrder order = scan.order();
    return new PartRows(scan, Parts.none(order), RowParts.TRAINING, order.kept(), name);
  }

  /** The name of the part with the table it is of. */
  String described() {
    return name + " of " + scan.table().place();
  }
}
