package io.plateau.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Some thousand rows of a table by column, as a scan leaves them in the cache until they are packed
 * into shards.
 */
public final class ColumnBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  public int rows;

  /** By slot: {@link NumberColumn}, {@link TextColumn} or {@link VectorColumn}. */
  public Serializable[] columns;

  /** Of each row, whether it is drawn for the test part (1) or the validation part (2). */
  byte[] draws;

  public boolean[] skipped;
  public boolean[] malformed;

  /** Runs of rows of one part of a file. */
  public final List<Segment> segments = new ArrayList<>();

  /**
   * Rows that follow each other in a part of a file, as Spark cut it.
   *
   * <p>Each count is of all rows, of those not skipped, and of those of them not drawn for the test
   * part; each offset counts rows of the same part of the file that came before.
   */
  public static final class Segment implements Serializable {
    private static final long serialVersionUID = 1L;
    public final String file;
    public final long position;
    public final long[] offsets;
    public final long[] counts = new long[3];

    Segment(String file, long position, long[] offsets) {
      this.file = file;
      this.position = position;
      this.offsets = offsets;
    }

    /**
     * <em>Counts</em> the next row.
     *
     * @param all counts of the part of the file, to which the row is added, too
     */
    void add(ColumnBlock block, int row, long[] all) {
      for (int c = 0; c < 3; c++) {
        if (c == 0 || !block.skipped[row] && (c == 1 || !block.drawnForTest(row))) {
          counts[c]++;
          all[c]++;
        }
      }
    }
  }

  /** A block whose columns may be set to others; all else is shared. */
  ColumnBlock copy() {
    ColumnBlock copy = new ColumnBlock();
    copy.rows = rows;
    copy.columns = columns.clone();
    copy.draws = draws;
    copy.skipped = skipped;
    copy.malformed = malformed;
    copy.segments.addAll(segments);
    return copy;
  }

  public NumberColumn numbers(int slot) {
    return (NumberColumn) columns[slot];
  }

  public TextColumn texts(int slot) {
    return (TextColumn) columns[slot];
  }

  public VectorColumn vectors(int slot) {
    return (VectorColumn) columns[slot];
  }

  public boolean drawnForTest(int row) {
    return (draws[row] & 1) != 0;
  }

  public boolean drawnForValidation(int row) {
    return (draws[row] & 2) != 0;
  }
}
