package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of a label over the rows of each value of a column of whole numbers, from one pass. They
 * tell an identifier, whose values are unlike their neighbors, from a quantity. Parts add up to the
 * same whatever their order.
 *
 * <p>How much of the label is unexplained is measured without the row itself: the mean label of the
 * other rows with the same value predicts it, shrunk toward the mean of all rows as the target
 * statistics of Micci-Barreca (2001, "A Preprocessing Scheme for High-Cardinality Categorical
 * Attributes") and left out as those of CatBoost (Prokhorenkova et al. 2018). The same is done with
 * the bins that a network would have of the numbers.
 */
public final class LabelGroups implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values that may have a vector of their own. */
  private static final int MOST = 10_000;

  /** Rows that a value of an identifier has in the mean, at least. */
  private static final int ROWS = 2;

  /** Rows with the mean label that each group has beside its own: that which fits best. */
  private static final double[] SHRINKAGES = {1, 4, 16};

  /** Of what bins leave unexplained, so much or more is unexplained by values of a quantity. */
  private static final double LEAST_GAIN = 0.95;

  /** By value: the rows, then the sum and the sum of squares of each element of the label. */
  private final Map<Double, long[]> groups = new HashMap<>();

  private final int width;
  private boolean other;

  /**
   * @param width of the label: 1 for a number or one class, more for several classes
   */
  public LabelGroups(int width) {
    this.width = width;
  }

  /** Whether a column may turn out to be an identifier, by the statistics of its numbers. */
  public static boolean mayBe(NumberStatistics numbers) {
    long values = numbers.distinct().value();
    return numbers.integers() && values > Cuts.BINS && numbers.present() >= ROWS * values;
  }

  /**
   * <em>Counts</em> a row; a missing number is none.
   *
   * @param labels holds the elements of the row's label, from index {@code at} on
   */
  public void add(double number, int[] labels, int at) {
    if (other || number != number) { // NaN
      return;
    }
    if (number != Math.rint(number)) {
      leave();
      return;
    }
    long[] sums = groups.computeIfAbsent(number + 0.0, value -> new long[1 + 2 * width]);
    sums[0]++;
    for (int t = 0; t < width; t++) {
      long label = labels[at + t];
      sums[1 + 2 * t] += label;
      sums[2 + 2 * t] += label * label;
    }
    if (groups.size() > MOST) {
      leave();
    }
  }

  private void leave() {
    other = true;
    groups.clear();
  }

  /** <em>Adds into</em> this the sums of other rows. */
  public void add(LabelGroups more) {
    if (other || more.other) {
      leave();
      return;
    }
    more.groups.forEach(
        (value, sums) -> {
          long[] into = groups.computeIfAbsent(value, none -> new long[sums.length]);
          Arrays.setAll(into, i -> into[i] + sums[i]);
        });
    if (groups.size() > MOST) {
      leave();
    }
  }

  /** How many different values there are. */
  public int size() {
    return groups.size();
  }

  /** Whether the values one by one say more of the label than the bins of the numbers. */
  public boolean identify() {
    TreeMap<Double, long[]> sorted = new TreeMap<>(groups);
    long rows = sorted.values().stream().mapToLong(sums -> sums[0]).sum();
    if (other || sorted.size() <= Cuts.BINS || rows < (long) ROWS * sorted.size()) {
      return false;
    }
    double[] values = sorted.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    long[] counts = sorted.values().stream().mapToLong(sums -> sums[0]).toArray();
    double[] cuts =
        Cuts.of(values, counts, Cuts.BINS).stream().mapToDouble(Double::doubleValue).toArray();
    TreeMap<Integer, long[]> bins = new TreeMap<>();
    sorted.forEach(
        (value, sums) -> {
          long[] into =
              bins.computeIfAbsent(Arrays.binarySearch(cuts, value), none -> new long[sums.length]);
          Arrays.setAll(into, i -> into[i] + sums[i]);
        });
    double[] means = means(sorted.values(), rows);
    return unexplained(sorted.values(), means) < LEAST_GAIN * unexplained(bins.values(), means);
  }

  private double[] means(Iterable<long[]> all, long rows) {
    double[] means = new double[width];
    for (long[] sums : all) {
      for (int t = 0; t < width; t++) {
        means[t] += (double) sums[1 + 2 * t] / rows;
      }
    }
    return means;
  }

  /** The least sum of the squared errors of rows, each predicted by the others of its group. */
  private double unexplained(Iterable<long[]> all, double[] means) {
    return Arrays.stream(SHRINKAGES)
        .map(shrinkage -> unexplained(all, means, shrinkage))
        .min()
        .orElseThrow();
  }

  private double unexplained(Iterable<long[]> all, double[] means, double shrinkage) {
    double errors = 0;
    for (long[] sums : all) {
      double n = sums[0];
      double b = 1 / (n - 1 + shrinkage);
      for (int t = 0; t < width; t++) {
        double mean = means[t];
        double sum = sums[1 + 2 * t] - n * mean;
        double squares = sums[2 + 2 * t] - 2 * mean * sums[1 + 2 * t] + n * mean * mean;
        errors += (1 + b) * (1 + b) * squares - (2 * b * (1 + b) - n * b * b) * sum * sum;
      }
    }
    return errors;
  }
}
