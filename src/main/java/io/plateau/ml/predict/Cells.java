package io.plateau.ml.predict;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeArrayWriter;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;

/**
 * Writes appended cells, from left to right, in the form Spark stores rows in: no vector is made,
 * no number is boxed. One memory for all rows: a row is good until the next begins.
 */
final class Cells {
  /** VectorUDT's struct of a vector: type (1 for dense), size, indices, values. */
  private static final int VECTOR_FIELDS = 4;

  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private final UnsafeRowWriter row;
  private final UnsafeRowWriter vector;
  private final UnsafeArrayWriter indices;
  private final UnsafeArrayWriter values;
  private int next;

  Cells(int count) {
    row = new UnsafeRowWriter(count);
    vector = new UnsafeRowWriter(row, VECTOR_FIELDS);
    indices = new UnsafeArrayWriter(vector, Integer.BYTES);
    values = new UnsafeArrayWriter(vector, Double.BYTES);
  }

  /** Begins a row; the one before is lost. */
  void begin() {
    row.reset();
    row.zeroOutNullBytes();
    next = 0;
  }

  InternalRow row() {
    return row.getRow();
  }

  /** The next cell is a number. */
  void number(double value) {
    row.write(next++, value);
  }

  /** The next cell is the vector of {@code x[at … at + n)}. */
  void vector(float[] x, int at, int n) {
    int from = beginVector(n);
    for (int i = 0; i < n; i++) {
      values.write(i, (double) x[at + i]);
    }
    endVector(from);
  }

  /** The next cell is the vector of these numbers. */
  void vector(double... x) {
    int from = beginVector(x.length);
    for (int i = 0; i < x.length; i++) {
      values.write(i, x[i]);
    }
    endVector(from);
  }

  /** The next cell is a sparse vector of a size, with its first n places and their numbers. */
  void sparse(int size, int[] places, float[] x, int n) {
    final int from = row.cursor();
    vector.resetRowWriter();
    vector.write(0, (byte) 0);
    vector.write(1, size);
    final int first = vector.cursor();
    indices.initialize(n);
    for (int i = 0; i < n; i++) {
      indices.write(i, places[i]);
    }
    vector.setOffsetAndSizeFromPreviousCursor(INDICES, first);
    final int second = vector.cursor();
    values.initialize(n);
    for (int i = 0; i < n; i++) {
      values.write(i, (double) x[i]);
    }
    vector.setOffsetAndSizeFromPreviousCursor(VALUES, second);
    endVector(from);
  }

  private int beginVector(int n) {
    final int from = row.cursor();
    vector.resetRowWriter();
    vector.write(0, (byte) 1);
    vector.setNullAt(1);
    vector.setNullAt(2);
    final int array = vector.cursor();
    values.initialize(n);
    vector.setOffsetAndSizeFromPreviousCursor(VALUES, array);
    return from;
  }

  private void endVector(int from) {
    row.setOffsetAndSizeFromPreviousCursor(next++, from);
  }
}
