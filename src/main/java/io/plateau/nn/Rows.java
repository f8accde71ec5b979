package io.plateau.nn;

import io.plateau.math.Blas;
import java.util.Arrays;

/**
 * Operations between a number for each row of a matrix and all of its columns, column-major. Loops
 * over both with an offset each do not become vector instructions; these do, at the price of a
 * copy.
 */
final class Rows {
  private Rows() {}

  /** <em>Overwrites</em> the columns of a matrix, rows×n, with {@code v[at … at + rows)}. */
  static void spread(float[] v, int at, int rows, int n, float[] matrix) {
    for (int j = 0; j < n; j++) {
      System.arraycopy(v, at, matrix, j * rows, rows);
    }
  }

  /** <em>Adds into</em> {@code sums[at … at + rows)} the sum of the n columns of a matrix. */
  static void addSums(float[] matrix, int rows, int n, float[] sums, int at, float[] ones) {
    if (n > 0) {
      Arrays.fill(ones, 0, n, 1);
      // s (rows×1) += M (rows×n) · 1 (n×1)
      Blas.get().sgemm(false, false, rows, 1, n, 1, matrix, 0, rows, ones, 0, n, 1, sums, at, rows);
    }
  }

  /** The same, column by column: an order that does not follow from the BLAS. */
  static void addColumns(float[] matrix, int rows, int n, float[] sums, int at) {
    float[] sum = Arrays.copyOfRange(sums, at, at + rows);
    float[] column = new float[rows];
    for (int j = 0; j < n; j++) {
      System.arraycopy(matrix, j * rows, column, 0, rows);
      for (int i = 0; i < rows; i++) {
        sum[i] += column[i];
      }
    }
    System.arraycopy(sum, 0, sums, at, rows);
  }
}
