package io.plateau.score;

import java.util.Arrays;

/**
 * Product with a matrix W (outputs×inputs), in plain Java: {@code y = b + c W x}.
 *
 * <p>Each column of W is an array of its own, and the one inner loop adds four columns at once to
 * the outputs of an example, all by the same index, which is what the compiler makes vector
 * instructions of: a loop with more arrays, or with offsets into one, stays scalar and takes three
 * to four times as long. Terms are added in the order of the inputs, each by one fused operation,
 * as BLAS adds them on Spark: what is rounded is rounded alike, and predictions differ less than by
 * a more exact sum.
 */
record Product(float[][] columns, float factor, float[] bias) {
  /** Whether the processor fuses: without, Java computes by decimals, a thousand times as long. */
  private static final boolean FUSED = fuses();

  /**
   * The product with a matrix of a network's parameters.
   *
   * @param at index of the first weight; column-major
   * @param factor c
   * @param bias b of the outputs; copied
   */
  static Product of(float[] theta, int at, int inputs, int outputs, float factor, float[] bias) {
    float[][] columns = new float[inputs][];
    for (int p = 0; p < inputs; p++) {
      columns[p] = Arrays.copyOfRange(theta, at + p * outputs, at + (p + 1) * outputs);
    }
    return new Product(columns, factor, bias.clone());
  }

  /** The shortest of some times for a hundred operations: 100 µs are thirty times too many. */
  private static boolean fuses() {
    long shortest = Long.MAX_VALUE;
    float sum = 1;
    for (int trial = 0; trial < 5; trial++) {
      long begin = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        sum = Math.fma(sum, 0.5f, 1);
      }
      shortest = Math.min(shortest, System.nanoTime() - begin);
    }
    return sum > 0 && shortest < 100_000;
  }

  int outputs() {
    return bias.length;
  }

  /** <em>Overwrites</em> the outputs of examples {@code from … from + n}. */
  void multiply(float[][] x, int from, int n, float[][] y, Memory memory) {
    for (int j = from; j < from + n; j++) {
      Arrays.fill(y[j], 0);
    }
    if (n == 1) {
      single(x[from], y[from], memory.places(columns.length));
    } else {
      batch(x, from, n, y);
    }
    for (int j = from; j < from + n; j++) {
      finish(y[j]);
    }
  }

  /** One example: only the columns whose input is not zero, which after rectifiers many are. */
  private void single(float[] x, float[] y, int[] places) {
    int count = 0;
    for (int p = 0; p < columns.length; p++) {
      places[count] = p;
      count += x[p] == 0 ? 0 : 1;
    }
    if (count == columns.length) {
      all(x, y);
      return;
    }
    int q = 0;
    for (; q + 3 < count; q += 4) {
      int a = places[q];
      int b = places[q + 1];
      int c = places[q + 2];
      int d = places[q + 3];
      add(FUSED, columns[a], columns[b], columns[c], columns[d], x[a], x[b], x[c], x[d], y);
    }
    for (; q < count; q++) {
      add(columns[places[q]], x[places[q]], y);
    }
  }

  private void all(float[] x, float[] y) {
    int p = 0;
    for (; p + 3 < columns.length; p += 4) {
      add(
          FUSED,
          columns[p],
          columns[p + 1],
          columns[p + 2],
          columns[p + 3],
          x[p],
          x[p + 1],
          x[p + 2],
          x[p + 3],
          y);
    }
    for (; p < columns.length; p++) {
      add(columns[p], x[p], y);
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
          add(FUSED, columns[p], columns[p + 1], columns[p + 2], columns[p + 3], a, b, c, d, y[j]);
        }
      }
    }
    for (; p < columns.length; p++) {
      for (int j = from; j < from + n; j++) {
        add(columns[p], x[j][p], y[j]);
      }
    }
  }

  /**
   * {@code y ← y + xa a + xb b + xc c + xd d}.
   *
   * @param fused whether each product and sum is one operation, rounded once
   */
  static void add(
      boolean fused,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float xa,
      float xb,
      float xc,
      float xd,
      float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] =
          fused
              ? Math.fma(xd, d[i], Math.fma(xc, c[i], Math.fma(xb, b[i], Math.fma(xa, a[i], y[i]))))
              : y[i] + xa * a[i] + xb * b[i] + xc * c[i] + xd * d[i];
    }
  }

  private static void add(float[] a, float xa, float[] y) {
    for (int i = 0; i < a.length; i++) {
      y[i] = FUSED ? Math.fma(xa, a[i], y[i]) : y[i] + xa * a[i];
    }
  }

  /** {@code y ← b + c y}. */
  private void finish(float[] y) {
    for (int i = 0; i < bias.length; i++) {
      y[i] = FUSED ? Math.fma(factor, y[i], bias[i]) : bias[i] + factor * y[i];
    }
  }
}
