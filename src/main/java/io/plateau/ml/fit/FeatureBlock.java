package io.plateau.ml.fit;

import io.plateau.frame.Packing;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;

/**
 * The features of a block of rows as floats, read from Spark's stored form without a vector object
 * between. Values lie one row after the other: all of a dense row, the stored ones of a sparse row,
 * so that rows of one kind are a matrix as they lie.
 */
public final class FeatureBlock {
  private static final byte DENSE = 1;
  private static final int VALUES = 3;
  private static final int EXPONENT = 0x7f800000;

  private final int width;
  private final FeatureColumns columns;
  private final int[] starts;
  private final boolean[] sparse;
  private float[] values = {};
  private int[] indices = {};
  private double[] scratch = {};
  private int n;
  private int sparseRows;

  /**
   * A block of no rows yet.
   *
   * @param columns that the features are
   * @param size most rows
   */
  public FeatureBlock(int width, FeatureColumns columns, int size) {
    this.width = width;
    this.columns = columns;
    starts = new int[size + 1];
    sparse = new boolean[size];
  }

  public int rows() {
    return n;
  }

  /** Forgets all rows. */
  public void clear() {
    n = 0;
    sparseRows = 0;
  }

  /**
   * Adds a row's features; false, and nothing added, where they are null, too few, or not finite
   * but for those that may be missing.
   */
  public boolean add(InternalRow row, int column) {
    if (row.isNullAt(column)) {
      return false;
    }
    InternalRow struct = row.getStruct(column, Packing.FIELDS);
    boolean added =
        struct.getByte(0) == DENSE
            ? addDense(struct.getArray(VALUES))
            : addSparse((SparseVector) Packing.vector(row, column));
    if (added) {
      n++;
    }
    return added;
  }

  private boolean addDense(ArrayData array) {
    if (array.numElements() != width) {
      return false;
    }
    int at = starts[n];
    reserve(at + width);
    boolean finite = narrow(doubles(array), values, at, width);
    sparse[n] = false;
    starts[n + 1] = at + width;
    return finite || columns.allow(width, i -> i, i -> values[at + i]);
  }

  private double[] doubles(ArrayData array) {
    if (!(array instanceof UnsafeArrayData stored)) {
      return array.toDoubleArray();
    }
    if (scratch.length < width) {
      scratch = new double[width];
    }
    Platform.copyMemory(
        stored.getBaseObject(),
        stored.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(width),
        scratch,
        Platform.DOUBLE_ARRAY_OFFSET,
        (long) Double.BYTES * width);
    return scratch;
  }

  private boolean addSparse(SparseVector vector) {
    if (vector.size() != width) {
      return false;
    }
    int at = starts[n];
    int stored = vector.indices().length;
    reserve(at + stored);
    if (indices.length < values.length) {
      indices = Arrays.copyOf(indices, values.length);
    }
    System.arraycopy(vector.indices(), 0, indices, at, stored);
    boolean valid =
        narrow(vector.values(), values, at, stored)
            || columns.allow(stored, i -> indices[at + i], i -> values[at + i]);
    sparse[n] = true;
    starts[n + 1] = at + stored;
    sparseRows += valid ? 1 : 0;
    return valid;
  }

  private void reserve(int size) {
    if (values.length < size) {
      values = Arrays.copyOf(values, Math.max(size, 2 * values.length));
    }
  }

  /** Overwrites {@code to} from {@code at} with doubles as floats; whether all are finite. */
  private static boolean narrow(double[] from, float[] to, int at, int n) {
    boolean finite = true;
    for (int i = 0; i < n; i++) {
      float value = (float) from[i];
      to[at + i] = value;
      finite &= (Float.floatToRawIntBits(value) & EXPONENT) != EXPONENT;
    }
    return finite;
  }

  /** A feature of the row that was added last. */
  float last(int feature) {
    int from = starts[n - 1];
    if (!sparse[n - 1]) {
      return values[from + feature];
    }
    int place = Arrays.binarySearch(indices, from, starts[n], feature);
    return place < 0 ? 0 : values[place];
  }

  /** Takes back the row that was added last. */
  void removeLast() {
    n--;
    sparseRows -= sparse[n] ? 1 : 0;
  }

  /** Numbers stored for all rows. */
  int stored() {
    return starts[n];
  }

  /** Makes room for so many numbers. */
  void expect(int size) {
    values = new float[size];
  }

  /** Whether a row is stored as its non-zeros. */
  boolean isSparse() {
    return sparseRows > 0;
  }

  /** The numbers of all rows; the block is spent. */
  float[] takeValues() {
    return values.length == stored() ? values : Arrays.copyOf(values, stored());
  }

  /** Where each row starts and the last ends. */
  int[] takeStarts() {
    return Arrays.copyOf(starts, n + 1);
  }

  /** The places of the numbers of all rows, those of dense rows too. */
  int[] takePlaces() {
    return sparseRows == n ? Arrays.copyOf(indices, stored()) : places();
  }

  /** The rows as columns {@code X (width×n)}, good until the next change. */
  public Matrix matrix() {
    if (sparseRows == 0) {
      return new DenseMatrix(values, 0, width, n);
    }
    if (Packing.staysSparse(starts[n], n, width)) {
      return new SparseMatrix(width, starts, sparseRows == n ? indices : places(), values, 0, n);
    }
    float[] x = new float[width * n];
    for (int j = 0; j < n; j++) {
      if (!sparse[j]) {
        System.arraycopy(values, starts[j], x, j * width, width);
      } else {
        for (int p = starts[j]; p < starts[j + 1]; p++) {
          x[j * width + indices[p]] = values[p];
        }
      }
    }
    return new DenseMatrix(x, 0, width, n);
  }

  /** The places of all numbers, where dense rows are among sparse ones. */
  private int[] places() {
    int[] places = Arrays.copyOf(indices, starts[n]);
    for (int j = 0; j < n; j++) {
      for (int i = 0; !sparse[j] && i < width; i++) {
        places[starts[j] + i] = i;
      }
    }
    return places;
  }
}
