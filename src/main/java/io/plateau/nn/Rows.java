package io.plateau.nn;

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

  /**
   * <em>Adds into</em> {@code sums[at … at + rows)} the n columns of a matrix that begins at an
   * index, one after the other.
   */
  static void addSums(float[] matrix, int from, int rows, int n, float[] sums, int at) {
    float[] sum = Arrays.copyOfRange(sums, at, at + rows);
    float[] column = new float[rows];
    for (int j = 0; j < n; j++) {
      System.arraycopy(matrix, from + j * rows, column, 0, rows);
      for (int i = 0; i < rows; i++) {
        sum[i] += column[i];
      }
    }
    System.arraycopy(sum, 0, sums, at, rows);
  }
}
