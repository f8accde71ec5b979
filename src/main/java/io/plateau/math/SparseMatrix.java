package io.plateau.math;

import java.util.Arrays;
import java.util.Objects;

/**
 * Examples as their non-zeros, compressed by example: example j has {@code indices[starts[j] …
 * starts[j+1])} with {@code values} at the same places. Products cost time by the non-zeros, not by
 * the width. A feature given twice in an example counts as the sum.
 *
 * @param rows features of an example
 * @param starts where each example begins, and where the last ends
 * @param indices features, each in [0, rows)
 * @param from the first example of this view of the arrays
 * @param to the one after the last
 */
public record SparseMatrix(int rows, int[] starts, int[] indices, float[] values, int from, int to)
    implements Matrix {
  public SparseMatrix {
    if (rows < 0) {
      throw new IllegalArgumentException("rows must not be negative, got " + rows);
    }
    if (from < 0 || to < from || to >= starts.length) {
      throw new IllegalArgumentException(
          "examples %d … %d must lie within the %d of the array"
              .formatted(from, to, starts.length - 1));
    }
    int end = starts[to];
    if (starts[from] < 0 || end < starts[from] || end > indices.length || end > values.length) {
      throw new IllegalArgumentException(
          "non-zeros %d … %d must lie within %d indices and %d values"
              .formatted(starts[from], end, indices.length, values.length));
    }
  }

  /**
   * Whether its products are faster in dense form: a multiplication of a stored value costs about
   * as much as those of 16 values in a dense product.
   */
  public boolean fasterDense() {
    return 16L * (starts[to] - starts[from]) > (long) rows * columns();
  }

  /**
   * The same examples with their zeros.
   *
   * @param recycled a result of an earlier call whose memory may be reused, or null
   */
  public DenseMatrix dense(DenseMatrix recycled) {
    int size = Math.multiplyExact(rows, columns());
    float[] all =
        recycled != null && recycled.values().length >= size ? recycled.values() : new float[size];
    Arrays.fill(all, 0, size, 0);
    for (int j = 0; j < columns(); j++) {
      for (int p = starts[from + j]; p < starts[from + j + 1]; p++) {
        all[j * rows + feature(p, j)] += values[p];
      }
    }
    return new DenseMatrix(all, 0, rows, columns());
  }

  @Override
  public int columns() {
    return to - from;
  }

  @Override
  public void addProduct(float alpha, float[] w, int wAt, int out, float[] z, int zAt) {
    for (int j = 0; j < to - from; j++) {
      for (int p = starts[from + j]; p < starts[from + j + 1]; p++) {
        // Column j of Z (out) += α x · column of W (out) for this feature
        addScaled(alpha * values[p], w, wAt + feature(p, j) * out, z, zAt + j * out, out);
      }
    }
  }

  @Override
  public void addOuterProduct(float alpha, float[] dz, int dzAt, int out, float[] dw, int dwAt) {
    for (int j = 0; j < to - from; j++) {
      for (int p = starts[from + j]; p < starts[from + j + 1]; p++) {
        // Column of dW (out) for this feature += α x · column j of dZ (out)
        addScaled(alpha * values[p], dz, dzAt + j * out, dw, dwAt + feature(p, j) * out, out);
      }
    }
  }

  /** Checked here, where it costs nothing beside the loop over outputs it stands before. */
  private int feature(int p, int example) {
    int feature = indices[p];
    if (feature < 0 || feature >= rows) {
      throw new IllegalArgumentException(
          "features must be in 0 … %d, got %d in example %d"
              .formatted(rows - 1, feature, from + example));
    }
    return feature;
  }

  private static void addScaled(float scale, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += scale * x[xAt + i];
    }
  }

  @Override
  public Matrix gather(int[] order, int first, int last, Matrix recycled) {
    int n = last - first;
    int size = 0;
    for (int j = first; j < last; j++) {
      int example = from + Objects.checkIndex(order[j], columns());
      size = Math.addExact(size, starts[example + 1] - starts[example]);
    }
    SparseMatrix old =
        recycled instanceof SparseMatrix sparse && sparse.values != values ? sparse : null;
    int[] newStarts = old != null && old.starts.length > n ? old.starts : new int[n + 1];
    int[] newIndices = old != null && old.indices.length >= size ? old.indices : new int[size];
    float[] newValues = old != null && old.values.length >= size ? old.values : new float[size];
    newStarts[0] = 0;
    for (int j = 0; j < n; j++) {
      int example = from + order[first + j];
      int start = starts[example];
      int length = starts[example + 1] - start;
      System.arraycopy(indices, start, newIndices, newStarts[j], length);
      System.arraycopy(values, start, newValues, newStarts[j], length);
      newStarts[j + 1] = newStarts[j] + length;
    }
    return new SparseMatrix(rows, newStarts, newIndices, newValues, 0, n);
  }

  @Override
  public Matrix slice(int first, int last) {
    Objects.checkFromToIndex(first, last, columns());
    return new SparseMatrix(rows, starts, indices, values, from + first, from + last);
  }
}
