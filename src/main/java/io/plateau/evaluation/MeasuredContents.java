package io.plateau.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows that a measure is taken on. A content that many rows share is measured once, in the
 * partition that holds it, for all of them.
 *
 * @param counts of the contents that are measured for more rows than one
 * @param weights how many rows each of them stands for
 * @param rows how many measured rows each of them is
 * @param draws how many random values each of them is measured with
 * @param others whether all other rows are measured, too, each for itself
 */
record MeasuredContents(
    RowCounts counts, double[] weights, long[] rows, int[] draws, boolean others)
    implements Serializable {
  /** Draws for all rows of equal content together, spread over them by their numbers. */
  private static final double DRAWS = 20_000;

  /**
   * All rows.
   *
   * @param total number of the rows
   * @param most draws that tell more about a content than fewer
   */
  static MeasuredContents all(RowCounts.Counting counting, long total, int most) {
    double each = Math.max(1, total / DRAWS);
    RowCounts counts = counting.of(hash -> Math.max(2, each));
    double[] weights = Arrays.stream(counts.counts()).asDoubleStream().toArray();
    return new MeasuredContents(counts, weights, counts.counts(), draws(weights, each, most), true);
  }

  /** About n rows, in proportion to how often their contents occur. */
  static MeasuredContents sample(RowCounts.Counting counting, long total, int n, int most) {
    ProportionalDraw draw = ProportionalDraw.of(counting, total, n);
    double[] weights = draw.weights();
    double each = Arrays.stream(weights).sum() / n;
    int[] copies = draws(weights, each, n);
    return new MeasuredContents(
        draw.counts(),
        weights,
        IntStream.of(copies).asLongStream().toArray(),
        IntStream.of(copies).map(m -> Math.min(m, most)).toArray(),
        false);
  }

  private static int[] draws(double[] weights, double each, int most) {
    return Arrays.stream(weights)
        .mapToInt(weight -> (int) Math.min(most, Math.max(1, Math.round(weight / each))))
        .toArray();
  }
}
