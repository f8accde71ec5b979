package io.plateau.table.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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
   * @param bins how many
   */
  static List<Double> of(double[] values, long[] counts, int bins) {
    long[] less = less(counts);
    return Arrays.stream(ranks(counts, group -> true, bins))
        .mapToObj(rank -> values[place(less, rank)])
        .sorted()
        .distinct()
        .toList();
  }

  /**
   * The ranks of cuts, from 0, among numbers in groups. None where there is no number.
   *
   * @param counts numbers of each group, at least 1; all of a group are less than those of the next
   * @param isValue whether all numbers of a group are one value
   * @param bins how many
   */
  static long[] ranks(long[] counts, IntPredicate isValue, int bins) {
    long rows = Arrays.stream(counts).sum();
    int[] frequent =
        IntStream.range(0, counts.length)
            .filter(i -> counts[i] * bins > rows && isValue.test(i))
            .toArray();
    long[] less = less(counts);
    long rest = rows - Arrays.stream(frequent).mapToLong(i -> counts[i]).sum();
    LongStream.Builder ranks = LongStream.builder();
    Arrays.stream(frequent).forEach(i -> ranks.add(less[i]));
    int others = Math.max(1, bins - frequent.length);
    long skipped = 0;
    int next = 0;
    for (int b = 0; b <= others && rest > 0; b++) {
      long rank = (rest - 1) * b / others;
      for (; next < frequent.length && less[frequent[next]] <= rank + skipped; next++) {
        skipped += counts[frequent[next]];
      }
      ranks.add(rank + skipped);
    }
    return ranks.build().toArray();
  }

  /** By group, how many numbers are in the groups before it. */
  static long[] less(long[] counts) {
    long[] less = new long[counts.length];
    for (int i = 1; i < less.length; i++) {
      less[i] = less[i - 1] + counts[i - 1];
    }
    return less;
  }

  /** The group in which a rank, from 0, falls. */
  static int place(long[] less, long rank) {
    int found = Arrays.binarySearch(less, rank);
    return found < 0 ? -found - 2 : found;
  }
}
