package io.plateau.scan;

import io.plateau.engine.shard.Example;
import java.util.Arrays;

/**
 * Rows of a block as examples, one after the other. Dense ones are encoded some at a time, column
 * by column.
 */
public final class EncodedRows {
  private final EncodedColumns columns;
  private final int[] rows;

  /** Numbers of a dense row. */
  private final int width;

  /** Dense rows that are encoded at a time, and the first of those that are. */
  private final int most;

  private int first;

  private float[] values;
  private int[] places;
  private int stored;

  /**
   * @param rows of the block, in the order in which they are asked for
   */
  public EncodedRows(EncodedColumns columns, int[] rows) {
    this.columns = columns;
    this.rows = rows;
    this.width = columns.start(columns.size());
    this.most = Math.min(rows.length, EncodedColumns.rows(width));
    this.first = -most;
    this.values = new float[columns.sparse() ? 16 : most * width];
    this.places = new int[columns.sparse() ? 16 : 0];
  }

  /**
   * A row with its target and weight; good until the next is asked for.
   *
   * @param i place of the row among the rows
   */
  public Example example(int i, float[] target, float weight) {
    if (columns.sparse()) {
      store(i);
      return Example.view(places, values, 0, stored, target, weight);
    }
    if (i >= first + most) {
      first = i;
      int to = Math.min(rows.length, i + most);
      for (int c = 0; c < columns.size(); c++) {
        columns.encode(c, rows, i, to, values, columns.start(c), width);
      }
    }
    int from = (i - first) * width;
    return Example.view(null, values, from, from + width, target, weight);
  }

  private void store(int i) {
    stored = 0;
    for (int c = 0; c < columns.size(); c++) {
      VectorColumn vectors = columns.vectors(c);
      if (vectors == null) {
        reserve(1);
        columns.encode(c, rows, i, i + 1, values, stored, 1);
        places[stored++] = columns.start(c);
      } else {
        int row = rows[i];
        reserve(vectors.start(row + 1) - vectors.start(row));
        for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
          places[stored] = columns.start(c) + vectors.place(row, p);
          values[stored++] = columns.stored(c, vectors, row, p);
        }
      }
    }
  }

  private void reserve(int more) {
    if (stored + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, stored + more));
      places = Arrays.copyOf(places, values.length);
    }
  }
}
