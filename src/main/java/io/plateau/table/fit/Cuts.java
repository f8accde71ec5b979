package io.plateau.table.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Cuts of the range of a column of numbers into bins with about as many rows each. A value that is
 * more frequent than a bin is a cut, and counts for no other: so the values beside it, of which
 * there may be few, have bins too.
 */
final class Cuts {
  /** Bins of a column of numbers, where it has as many different values. */
  static final int BINS = 80;

  /** Bins of a column of dates that has enough rows: one for each day of two years. */
  private static final int DATE_BINS = 730;

  /** Rows of a bin of dates, where there are more bins than of numbers. */
  private static final int DATE_ROWS = 16;

  private Cuts() {}

  /** How many bins as many dates are cut into. */
  static int dateBins(long rows) {
    return (int) Math.max(BINS, Math.min(DATE_BINS, rows / DATE_ROWS));
  }

  /**
   * The cuts between and at the ends of bins, ascending; one where there is a single value.
   *
   * @param values different values, ascending
   * @param counts rows of each
   * @param all how many bins
   */
  static List<Double> of(double[] values, long[] counts, int all) {
    long rows = Arrays.stream(counts).sum();
    TreeSet<Double> cuts = new TreeSet<>();
    long rest = 0;
    int frequent = 0;
    for (int i = 0; i < values.length; i++) {
      if (counts[i] * all > rows) {
        cuts.add(values[i]);
        frequent++;
      } else {
        rest += counts[i];
      }
    }
    if (values.length > 0) {
      cuts.add(values[0]);
      cuts.add(values[values.length - 1]);
    }
    int bins = Math.max(1, all - frequent);
    long before = 0;
    int bin = 0;
    for (int i = 0; i < values.length; i++) {
      if (counts[i] * all <= rows) {
        before += counts[i];
        // The value in which the rank of a cut lies
        for (; bin <= bins && rank(bin, bins, rest) < before; bin++) {
          cuts.add(values[i]);
        }
      }
    }
    return new ArrayList<>(cuts);
  }

  /** The rank, from 0, of cut b of as many bins among ranked rows. */
  static long rank(int b, int bins, long rows) {
    return (rows - 1) * b / bins;
  }
}
