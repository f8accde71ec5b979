package io.plateau.data;

import io.plateau.scan.RowParts;

/**
 * Rows of a table that are in one part: training, validation or test.
 *
 * @param name for messages, as in {@code the test rows}
 */
record PartRows(TableScan scan, RowParts parts, byte part, String name) {

  /** The name of the part with the table it is of. */
  String described() {
    return name + " of " + scan.table().place();
  }
}
