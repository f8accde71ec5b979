package io.plateau.math;

/** A view of column-major floats: column j, row i is {@code values[offset + j·rows + i]}. */
public record DenseMatrix(float[] values, int offset, int rows, int columns) implements Matrix {
  @Override
  public void addProduct(float[] w, int wAt, int out, float[] z) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addOuterProduct(float[] dz, int out, float[] dw, int dwAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Matrix gather(int[] order, int from, int to, Matrix recycled) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Matrix slice(int from, int to) {
    return new DenseMatrix(values, offset + from * rows, rows, to - from);
  }
}
