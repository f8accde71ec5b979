package io.plateau.math;

/**
 * View of column-major floats: column j, row i is {@code values[offset + j·rows + i]}.
 *
 * @param values at least {@code offset + rows · columns} numbers; not copied
 * @param offset where column 0 begins
 * @param rows features of an example
 * @param columns examples
 */
public record DenseMatrix(float[] values, int offset, int rows, int columns) implements Matrix {
  public DenseMatrix {
    if (rows < 0 || columns < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "rows, columns and offset must not be negative, got %d×%d at %d"
              .formatted(rows, columns, offset));
    }
    if (offset + (long) rows * columns > values.length) {
      throw new IllegalArgumentException(
          "%d×%d values from index %d need %d floats, the array has %d"
              .formatted(rows, columns, offset, offset + (long) rows * columns, values.length));
    }
  }

  @Override
  public void addProduct(float alpha, float[] w, int wAt, int out, float[] z, int zAt) {
    if (columns == 0 || rows == 0) {
      return;
    }
    // Z (out×n) += α W (out×in) · X (in×n)
    Blas.get()
        .sgemm(
            false, false, out, columns, rows, alpha, w, wAt, out, values, offset, rows, 1, z, zAt,
            out);
  }

  @Override
  public void addOuterProduct(float alpha, float[] dz, int dzAt, int out, float[] dw, int dwAt) {
    if (columns == 0 || rows == 0) {
      return;
    }
    // dW (out×in) += α dZ (out×n) · Xᵀ (n×in)
    Blas.get()
        .sgemm(
            false, true, out, rows, columns, alpha, dz, dzAt, out, values, offset, rows, 1, dw,
            dwAt, out);
  }

  @Override
  public Matrix gather(int[] order, int from, int to, Matrix recycled) {
    int size = Math.multiplyExact(rows, to - from);
    float[] copy =
        recycled instanceof DenseMatrix dense
                && dense.values != values
                && dense.values.length >= size
            ? dense.values
            : new float[size];
    for (int j = from; j < to; j++) {
      int column = java.util.Objects.checkIndex(order[j], columns);
      System.arraycopy(values, offset + column * rows, copy, (j - from) * rows, rows);
    }
    return new DenseMatrix(copy, 0, rows, to - from);
  }

  @Override
  public Matrix slice(int from, int to) {
    java.util.Objects.checkFromToIndex(from, to, columns);
    return new DenseMatrix(values, offset + from * rows, rows, to - from);
  }
}
