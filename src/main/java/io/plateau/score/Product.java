package io.plateau.score;

import java.util.Arrays;

/**
 * Matrix W (outputs×inputs) with a bias, in plain Java: {@code y = W x + b}.
 *
 * <p>Each column of W is an array of its own. The one inner loop adds four columns at once to the
 * outputs of an example, all by the same index, which is what the compiler makes vector
 * instructions of: a loop with more arrays, or with offsets into one, stays scalar and takes three
 * to four times as long.
 */
final class Product {
  private final float[][] columns;
  private final float[] bias;

  private Product(float[][] columns, float[] bias) {
    this.columns = columns;
    this.bias = bias;
  }

  /**
   * The product with a matrix of a network's parameters.
   *
   * @param at index of the first weight; column-major
   * @param factor of all weights
   * @param bias of the outputs; copied
   */
  static Product of(float[] theta, int at, int inputs, int outputs, float factor, float[] bias) {
    float[][] columns = new float[inputs][outputs];
    for (int p = 0; p < inputs; p++) {
      for (int i = 0; i < outputs; i++) {
        columns[p][i] = factor * theta[at + p * outputs + i];
      }
    }
    return new Product(columns, bias.clone());
  }

  int outputs() {
    return bias.length;
  }

  /** <em>Overwrites</em> the outputs of examples {@code from … from + n}. */
  void multiply(float[][] x, int from, int n, float[][] y, Memory memory) {
    for (int j = from; j < from + n; j++) {
      System.arraycopy(bias, 0, y[j], 0, bias.length);
    }
    if (n == 1) {
      single(x[from], y[from], memory.places(columns.length));
    } else {
      batch(x, from, n, y);
    }
  }

  /** One example: only the columns whose input is not zero, which after rectifiers many are. */
  private void single(float[] x, float[] y, int[] places) {
    int count = 0;
    for (int p = 0; p < columns.length; p++) {
      places[count] = p;
      count += x[p] == 0 ? 0 : 1;
    }
    int q = 0;
    for (; q + 3 < count; q += 4) {
      int a = places[q];
      int b = places[q + 1];
      int c = places[q + 2];
      int d = places[q + 3];
      add(columns[a], columns[b], columns[c], columns[d], x[a], x[b], x[c], x[d], y, y.length);
    }
    for (; q < count; q++) {
      add(columns[places[q]], x[places[q]], y);
    }
  }

  /** Several examples: four columns stay in the cache while all examples take them. */
  private void batch(float[][] x, int from, int n, float[][] y) {
    int p = 0;
    for (; p + 3 < columns.length; p += 4) {
      for (int j = from; j < from + n; j++) {
        float a = x[j][p];
        float b = x[j][p + 1];
        float c = x[j][p + 2];
        float d = x[j][p + 3];
        if (a != 0 || b != 0 || c != 0 || d != 0) {
          add(
              columns[p],
              columns[p + 1],
              columns[p + 2],
              columns[p + 3],
              a,
              b,
              c,
              d,
              y[j],
              bias.length);
        }
      }
    }
    for (; p < columns.length; p++) {
      for (int j = from; j < from + n; j++) {
        add(columns[p], x[j][p], y[j]);
      }
    }
  }

  private static void add(
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float xa,
      float xb,
      float xc,
      float xd,
      float[] y,
      int n) {
    for (int i = 0; i < n; i++) {
      y[i] += xa * a[i] + xb * b[i] + (xc * c[i] + xd * d[i]);
    }
  }

  private static void add(float[] a, float xa, float[] y) {
    for (int i = 0; i < a.length; i++) {
      y[i] += xa * a[i];
    }
  }

  @Override
  public String toString() {
    return "%d×%d, bias %s".formatted(bias.length, columns.length, Arrays.toString(bias));
  }
}
