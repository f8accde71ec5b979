package io.plateau.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Some thousand rows of a table by column, as a scan leaves them in the cache until they are packed
 * into shards.
 */
final class ColumnBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  static final byte TRAINING = 0;
  static final byte VALIDATION = 1;
  static final byte TEST = 2;
  static final byte SKIPPED = 3;

  int rows;

  /** By slot: {@link NumberColumn}, {@link TextColumn} or {@link VectorColumn}. */
  Serializable[] columns;

  /** Of each row, whether it is drawn for the test part (1) or the validation part (2). */
  byte[] draws;

  boolean[] skipped;
  boolean[] malformed;

  /** Runs of rows of one part of a file. */
  final List<Segment> segments = new ArrayList<>();

  /**
   * Rows that follow each other in a part of a file, as Spark cut it.
   *
   * <p>Each count is of all rows, of those not skipped, and of those of them not drawn for the test
   * part; each offset counts rows of the same part of the file that came before.
   */
  static final class Segment implements Serializable {
    private static final long serialVersionUID = 1L;
    final String file;
    final long position;
    final long[] offsets;
    final long[] counts = new long[3];

    Segment(String file, long position, long[] offsets) {
      this.file = file;
      this.position = position;
      this.offsets = offsets;
    }
  }

  NumberColumn numbers(int slot) {
    return (NumberColumn) columns[slot];
  }

  TextColumn texts(int slot) {
    return (TextColumn) columns[slot];
  }

  VectorColumn vectors(int slot) {
    return (VectorColumn) columns[slot];
  }

  boolean drawnForTest(int row) {
    return (draws[row] & 1) != 0;
  }

  boolean drawnForValidation(int row) {
    return (draws[row] & 2) != 0;
  }

  /** The weight of a row. */
  double weight(ScanPlan plan, int row) {
    return plan.weight() < 0 ? 1 : numbers(plan.weight()).at(row);
  }
}
