package io.plateau.scan;

import io.plateau.engine.shard.Example;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.List;

/** Features of the rows of a block, as a fitted table encodes them. */
public final class EncodedColumns {
  private final ColumnBlock block;
  private final List<FittedColumn> columns;
  private final int[] slots;
  private final int[] starts;

  /** By column of strings, the number of each string of the block's dictionary; null for others. */
  private final float[][] byString;

  private final boolean sparse;
  private final float[] dense;
  private float[] values = new float[16];
  private int[] places = new int[16];
  private int stored;

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
    this.dense = new float[sparse ? 0 : starts[columns.size()]];
  }

  private static float[] encoded(FittedColumn column, String[] strings) {
    float[] one = new float[1];
    float[] encoded = new float[strings.length + 1];
    for (int i = 0; i <= strings.length; i++) {
      column.encode(i < strings.length ? strings[i] : null, one, 0);
      encoded[i] = one[0];
    }
    return encoded;
  }

  /** The first column of which a row has a category that no training row has, or −1. */
  public int unseen(int row) {
    for (int c = 0; c < slots.length; c++) {
      if (columns.get(c) instanceof FittedCategory) {
        int code = block.texts(slots[c]).code(row);
        if (code >= 0 && byString[c][code] == 0) {
          return c;
        }
      }
    }
    return -1;
  }

  /**
   * The numbers that are not zero, column by column.
   *
   * @param counted by row of the block, whether its numbers count
   */
  public long nonZeros(boolean[] counted) {
    long count = 0;
    try {
      for (int c = 0; c < slots.length; c++) {
        for (int row = 0; row < counted.length; row++) {
          count += counted[row] ? nonZeros(c, row) : 0;
        }
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
    return count;
  }

  private int nonZeros(int c, int row) {
    stored = 0;
    encode(c, row);
    int count = 0;
    float[] numbers = sparse ? values : dense;
    int end = sparse ? stored : starts[c + 1];
    for (int i = sparse ? 0 : starts[c]; i < end; i++) {
      count += numbers[i] != 0 ? 1 : 0;
    }
    return count;
  }

  /** A row with its target and weight; good until the next is asked for. */
  public Example example(int row, float[] target, float weight) {
    encode(row);
    return sparse
        ? Example.view(places, values, 0, stored, target, weight)
        : Example.view(null, dense, 0, dense.length, target, weight);
  }

  private void encode(int row) {
    stored = 0;
    try {
      for (int c = 0; c < slots.length; c++) {
        encode(c, row);
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  private void encode(int c, int row) {
    if (byString[c] != null) {
      int code = block.texts(slots[c]).code(row);
      put(starts[c], byString[c][code < 0 ? byString[c].length - 1 : code]);
    } else if (columns.get(c) instanceof FittedNumber number) {
      put(starts[c], number.of(block.numbers(slots[c]).at(row)));
    } else if (columns.get(c) instanceof FittedDate) {
      put(starts[c], (float) block.numbers(slots[c]).at(row));
    } else {
      encode((FittedVector) columns.get(c), starts[c], block.vectors(slots[c]), row);
    }
  }

  private void encode(FittedVector column, int start, VectorColumn vectors, int row) {
    if (!sparse && vectors.sparse()) {
      for (int i = 0; i < column.width(); i++) {
        dense[start + i] = column.of(i, 0);
      }
    }
    for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
      int place = vectors.place(row, p);
      put(start + place, column.of(place, vectors.value(p)));
    }
  }

  private void put(int place, float number) {
    if (!sparse) {
      dense[place] = number;
      return;
    }
    if (stored == values.length) {
      values = Arrays.copyOf(values, 2 * stored);
      places = Arrays.copyOf(places, 2 * stored);
    }
    places[stored] = place;
    values[stored++] = number;
  }
}
