package io.plateau.math;

/**
 * Examples as their non-zeros, compressed by example: example j has {@code indices[starts[j] …
 * starts[j+1])} with {@code values} at the same places.
 */
public record SparseMatrix(int rows, int[] starts, int[] indices, float[] values, int from, int to)
    implements Matrix {
  @Override
  public int columns() {
    return to - from;
  }

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
  public Matrix slice(int first, int last) {
    return new SparseMatrix(rows, starts, indices, values, from + first, from + last);
  }
}
