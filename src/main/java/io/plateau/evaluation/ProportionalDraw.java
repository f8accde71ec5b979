package io.plateau.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Draw of contents of rows without replacement, in proportion to how often they occur (Rosén 1997,
 * "On sampling with probability proportional to size"; Cohen and Kaplan 2008, "Tighter estimation
 * using bottom k sketches"): of content i with count c_i and an exponential variate e_i, which its
 * hash gives, the score is {@code e_i / c_i}, and the smallest scores are drawn. It follows from
 * the rows and the key of the hashes alone. Where no rows are equal, those of the smallest hashes
 * are drawn.
 *
 * @param counts of what was drawn
 * @param order of the places in {@code counts}, by score
 * @param bound that the scores are below: infinite where all rows are drawn
 */
record ProportionalDraw(RowCounts counts, int[] order, double bound) {
  /** Twice as many as asked for, so that there are enough unless many rows are equal. */
  private static final int TIMES = 2;

  private static final int MORE = 100;

  /** Draws n contents at most, and fewer where many rows are equal. */
  static ProportionalDraw of(RowCounts.Counting counting, long total, int n) {
    double drawn = (double) TIMES * n + MORE;
    double bound = total <= drawn ? Double.POSITIVE_INFINITY : drawn / total;
    RowCounts counts = counting.of(hash -> variate(hash) / bound);
    int[] order =
        IntStream.range(0, counts.hashes().length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> score(counts, i))
                    .thenComparing(i -> counts.hashes()[i]))
            .mapToInt(i -> i)
            .toArray();
    return new ProportionalDraw(counts, order, bound).limit(n);
  }

  /** The n contents of the smallest scores at most. */
  ProportionalDraw limit(int n) {
    if (n >= order.length) {
      return this;
    }
    int[] kept = IntStream.of(order).limit(n).sorted().toArray();
    RowCounts some = counts.only(kept);
    int[] places = IntStream.of(order).limit(n).map(i -> some.place(counts.hashes()[i])).toArray();
    return new ProportionalDraw(some, places, score(counts, order[n]));
  }

  /**
   * How many rows each place stands for: its count over the probability that it is drawn (Horvitz
   * and Thompson 1952).
   */
  double[] weights() {
    return IntStream.range(0, counts.counts().length)
        .mapToDouble(
            i -> {
              double count = counts.counts()[i];
              return count / -StrictMath.expm1(-count * bound);
            })
        .toArray();
  }

  private static double score(RowCounts counts, int i) {
    return variate(counts.hashes()[i]) / counts.counts()[i];
  }

  /** Exponential with mean 1, and greater for a greater hash. */
  private static double variate(long hash) {
    double uniform = (((hash ^ Long.MIN_VALUE) >>> 11) + 0.5) * 0x1p-53; // in (0, 1)
    return -StrictMath.log1p(-uniform);
  }
}
