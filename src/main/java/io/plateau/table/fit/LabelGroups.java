package io.plateau.table.fit;

import io.plateau.table.Parsing;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
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

  /** By number or string: rows, then the sum and the sum of squares of each label's element. */
  private final Map<Object, long[]> groups = new HashMap<>();

  private final int width;
  private boolean other;

  /**
   * @param width of the label: 1 for a number or one class, more for several classes
   */
  public LabelGroups(int width) {
    this.width = width;
  }

  /** Whether a column of whole numbers may be an identifier, or strings may tell as much as one. */
  public static boolean mayBe(ColumnStatistics statistics) {
    long values = statistics.distinct().value();
    return values > Cuts.BINS
        && statistics.present() >= ROWS * values
        && !(statistics instanceof NumberStatistics numbers && !numbers.integers());
  }

  /**
   * <em>Counts</em> a row.
   *
   * @param value a number that is not −0, or a string; null is missing
   * @param labels holds the elements of the row's label, from index {@code at} on
   */
  public void add(Object value, int[] labels, int at) {
    if (other || value == null) {
      return;
    }
    if (value instanceof Double number
        && (number != Math.rint(number) || Math.abs(number) >= Parsing.EXACT)) {
      leave();
      return;
    }
    long[] sums = groups.computeIfAbsent(value, none -> new long[1 + 2 * width]);
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

  /**
   * What the values one by one leave unexplained of the label, divided by what bins of the numbers
   * do: less than 1 where they say more. Infinite where the column can be no identifier.
   */
  public double ratio() {
    TreeMap<Object, long[]> sorted = new TreeMap<>(groups);
    long rows = sorted.values().stream().mapToLong(sums -> sums[0]).sum();
    if (other || sorted.size() <= Cuts.BINS || rows < (long) ROWS * sorted.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double[] values = sorted.keySet().stream().mapToDouble(Double.class::cast).toArray();
    long[] counts = sorted.values().stream().mapToLong(sums -> sums[0]).toArray();
    double[] cuts =
        Cuts.of(values, counts, Cuts.BINS).stream().mapToDouble(Double::doubleValue).toArray();
    TreeMap<Integer, long[]> bins = new TreeMap<>();
    sorted.forEach(
        (value, sums) -> {
          long[] into =
              bins.computeIfAbsent(
                  Arrays.binarySearch(cuts, (double) value), none -> new long[sums.length]);
          Arrays.setAll(into, i -> into[i] + sums[i]);
        });
    double[] means = means(sorted.values(), rows);
    return least(sorted.values(), means).unexplained / least(bins.values(), means).unexplained;
  }

  /** The means by value, of which each row is left out where it is predicted. */
  public LeftOutMeans means() {
    TreeMap<Object, long[]> sorted = new TreeMap<>(groups);
    double[] means =
        means(sorted.values(), sorted.values().stream().mapToLong(sums -> sums[0]).sum());
    return new LeftOutMeans(new HashMap<>(groups), means, least(sorted.values(), means).shrinkage);
  }

  /**
   * Predictions of rows by the other rows with the same value.
   *
   * @param groups as {@link LabelGroups} has them
   * @param means of all rows
   * @param shrinkage rows with these that each group has beside its own
   */
  public record LeftOutMeans(Map<Object, long[]> groups, double[] means, double shrinkage)
      implements Serializable {
    /** <em>Overwrites</em> a label with what its prediction leaves of it. */
    public void subtract(Object value, int[] labels, int at) {
      long[] sums = groups.get(value);
      for (int t = 0; t < means.length; t++) {
        double others = sums == null ? 0 : sums[0] - 1;
        double sum = sums == null ? 0 : sums[1 + 2 * t] - labels[at + t];
        double predicted = (sum + shrinkage * means[t]) / (others + shrinkage);
        labels[at + t] -= (int) Math.rint(predicted);
      }
    }
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

  /** The shrinkage that leaves the least sum of squared errors, each row left out of its group. */
  private Shrunk least(Iterable<long[]> all, double[] means) {
    return Arrays.stream(SHRINKAGES)
        .mapToObj(shrinkage -> new Shrunk(shrinkage, unexplained(all, means, shrinkage)))
        .min(Comparator.comparingDouble(Shrunk::unexplained))
        .orElseThrow();
  }

  private record Shrunk(double shrinkage, double unexplained) {}

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
