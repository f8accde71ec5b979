package io.plateau.scan;

import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.List;

/** Features of the rows of a block, as a fitted table encodes them. */
public final class EncodedColumns {
  /** Numbers that are encoded at a time: few enough for the fastest cache. */
  private static final int NUMBERS = 1 << 13;

  private final ColumnBlock block;
  private final List<FittedColumn> columns;
  private final int[] slots;
  private final int[] starts;

  /**
   * By column of strings, the number where there is none and those of the block's dictionary; null
   * for others.
   */
  private final float[][] byString;

  private final boolean sparse;

  /**
   * @param slots by column of the table, its slot in the block
   */
  public EncodedColumns(ColumnBlock block, FittedTable table, int[] slots) {
    this.block = block;
    this.columns = table.columns();
    this.slots = slots;
    this.starts = table.starts();
    this.byString = new float[columns.size()][];
    boolean any = false;
    boolean kept = true;
    for (int c = 0; c < byString.length; c++) {
      if (block.columns[slots[c]] instanceof TextColumn texts) {
        byString[c] = encoded(columns.get(c), texts.dictionary());
      } else if (block.columns[slots[c]] instanceof VectorColumn vectors) {
        any |= vectors.sparse();
        kept &= ((FittedVector) columns.get(c)).keepsZeros();
      }
    }
    this.sparse = any && kept;
  }

  private static float[] encoded(FittedColumn column, String[] strings) {
    float[] encoded = new float[strings.length + 1];
    try {
      column.encode(null, encoded, 0);
      for (int i = 0; i < strings.length; i++) {
        column.encode(strings[i], encoded, i + 1);
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
    return encoded;
  }

  /** Whether rows store their numbers that are not zero only. */
  boolean sparse() {
    return sparse;
  }

  int size() {
    return slots.length;
  }

  /** The place of the first number of a column in a row, or of the end of the last. */
  int start(int c) {
    return starts[c];
  }

  /** How many rows of so many numbers are good to encode at a time. */
  static int rows(int width) {
    return Math.max(1, NUMBERS / Math.max(1, width));
  }

  /** The first column of which a row has a category that no training row has, or −1. */
  public int unseen(int row) {
    for (int c = 0; c < slots.length; c++) {
      if (columns.get(c) instanceof FittedCategory) {
        int code = block.texts(slots[c]).code(row);
        if (code >= 0 && byString[c][code + 1] == 0) {
          return c;
        }
      }
    }
    return -1;
  }

  /**
   * How many numbers of rows are not zero.
   *
   * @param rows of the block
   * @throws DataException for a number that has no finite one in its place
   */
  public long nonZeros(int[] rows) {
    long count = 0;
    for (int c = 0; c < slots.length; c++) {
      count += sparse && vectors(c) != null ? storedNonZeros(c, rows) : nonZeros(c, rows);
    }
    return count;
  }

  private long nonZeros(int c, int[] rows) {
    int width = starts[c + 1] - starts[c];
    int most = rows(width);
    float[] numbers = new float[Math.min(rows.length, most) * width];
    long count = 0;
    for (int from = 0; from < rows.length; from += most) {
      int to = Math.min(rows.length, from + most);
      encode(c, rows, from, to, numbers, 0, width);
      for (int i = 0; i < (to - from) * width; i++) {
        count += numbers[i] != 0 ? 1 : 0;
      }
    }
    return count;
  }

  private long storedNonZeros(int c, int[] rows) {
    VectorColumn vectors = vectors(c);
    long count = 0;
    for (int row : rows) {
      for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
        count += stored(c, vectors, row, p) != 0 ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * <em>Overwrites</em> the numbers of a column of rows.
   *
   * @param rows of the block
   * @param from the first of these that is encoded
   * @param to the one after the last
   * @param at where the numbers of the first begin
   * @param stride from there to where those of the next begin
   * @throws DataException for a number that has no finite one in its place
   */
  void encode(int c, int[] rows, int from, int to, float[] numbers, int at, int stride) {
    Serializable column = block.columns[slots[c]];
    FittedColumn fitted = columns.get(c);
    int next = at;
    try {
      if (column instanceof TextColumn texts) {
        float[] encoded = byString[c];
        for (int i = from; i < to; i++, next += stride) {
          numbers[next] = encoded[texts.code(rows[i]) + 1];
        }
      } else if (column instanceof VectorColumn vectors) {
        for (int i = from; i < to; i++, next += stride) {
          encode((FittedVector) fitted, vectors, rows[i], numbers, next);
        }
      } else if (fitted instanceof FittedNumber number) {
        NumberColumn values = (NumberColumn) column;
        for (int i = from; i < to; i++, next += stride) {
          numbers[next] = number.of(values.at(rows[i]));
        }
      } else if (fitted instanceof FittedDate date) {
        NumberColumn values = (NumberColumn) column;
        for (int i = from; i < to; i++, next += stride) {
          numbers[next] = date.unit().feature(values.at(rows[i]));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  private static void encode(
      FittedVector column, VectorColumn vectors, int row, float[] numbers, int at) {
    if (vectors.sparse()) {
      for (int i = 0; i < column.width(); i++) {
        numbers[at + i] = column.of(i, 0);
      }
    }
    for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
      int place = vectors.place(row, p);
      numbers[at + place] = column.of(place, vectors.value(p));
    }
  }

  /**
   * The number of a stored value of a row's vector.
   *
   * @throws DataException where it is not finite
   */
  float stored(int c, VectorColumn vectors, int row, int p) {
    try {
      return ((FittedVector) columns.get(c)).of(vectors.place(row, p), vectors.value(p));
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** The vectors of a column, or null where it has no vectors. */
  VectorColumn vectors(int c) {
    return block.columns[slots[c]] instanceof VectorColumn vectors ? vectors : null;
  }
}
