package io.plateau.table.fit;

import io.plateau.math.Moments;
import io.plateau.table.DateOrder;
import io.plateau.table.DateText;
import io.plateau.table.Parsing;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Second pass over the training rows: quartiles of numbers and dates, moments of numbers and of the
 * elements of vectors. Where the quartiles are of many numbers, a third pass finds their last bits.
 * Parts of the rows add up to the same result whatever their order.
 */
public final class SecondPass implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bins of equal width between the least and the largest number of a column. */
  public static final int BINS = 20;

  /** By slot; null where the first pass has counted each different number. */
  private final Quantiles[] quantiles;

  /** By slot, in the second pass. */
  private final long[][] histograms;

  /** By slot, the order of dates that are written as text; null where there are none. */
  private final DateOrder[] dates;

  /** By slot, whether dates are rounded down to quarter hours. */
  private final boolean[] rounded;

  private final Moments.Sums sums;

  /** By slot, the place of its first number among the moments, or −1. */
  private final int[] starts;

  private final double[] least;
  private final double[] most;
  private final double[] binsPerUnit;

  SecondPass(Measured.Plan plan, long kept) {
    int slots = plan.slots().size();
    dates = new DateOrder[slots];
    rounded = new boolean[slots];
    quantiles = new Quantiles[slots];
    histograms = new long[slots][];
    least = new double[slots];
    most = new double[slots];
    binsPerUnit = new double[slots];
    for (int i = 0; i < slots; i++) {
      if (plan.slots().get(i).orElse(null) instanceof DateStatistics date) {
        dates[i] = date.order();
        rounded[i] = !date.isShort();
      }
      if (plan.numbers(i).isPresent()) {
        NumberStatistics slot = plan.numbers(i).get();
        quantiles[i] = slot.many() ? slot.quantiles(bins(i, slot)) : null;
        histograms[i] = new long[BINS];
        least[i] = slot.least();
        most[i] = slot.most();
        binsPerUnit[i] = slot.least() < slot.most() ? BINS / (slot.most() - slot.least()) : 0;
      }
    }
    if (quantiles().mapToLong(Quantiles::wanted).sum() > kept) {
      replace(Quantiles::first8);
    }
    starts = plan.starts();
    sums = new Moments.Sums(plan.range());
  }

  /** The third pass. */
  private SecondPass(SecondPass second) {
    dates = second.dates;
    rounded = second.rounded;
    quantiles = second.quantiles.clone();
    replace(Quantiles::last8);
    histograms = new long[quantiles.length][];
    least = second.least;
    most = second.most;
    binsPerUnit = second.binsPerUnit;
    starts = new int[quantiles.length];
    Arrays.fill(starts, -1);
    sums = new Moments.Sums(Moments.Range.of(new double[0], new double[0]));
  }

  private Stream<Quantiles> quantiles() {
    return Arrays.stream(quantiles).filter(Objects::nonNull);
  }

  private void replace(UnaryOperator<Quantiles> by) {
    Arrays.setAll(quantiles, i -> quantiles[i] == null ? null : by.apply(quantiles[i]));
  }

  /** Whether this counts bits of the numbers, which a third pass keeps. */
  public boolean isCoarse() {
    return !quantiles().allMatch(Quantiles::isLast);
  }

  /** An empty third pass, once all rows were in this one. */
  public SecondPass third() {
    return new SecondPass(this);
  }

  /** <em>Completes</em> this by the third pass, which all rows were in. */
  public void complete(SecondPass third) {
    System.arraycopy(third.quantiles, 0, quantiles, 0, quantiles.length);
  }

  /** <em>Counts</em> rows, whose values are added one by one; elements not added are 0. */
  public void rows(long n) {
    sums.rows(n);
  }

  /** Whether anything is to be learned of the values of a slot. */
  public boolean wants(int slot) {
    return quantiles[slot] != null || histograms[slot] != null || starts[slot] >= 0;
  }

  /** The number or date that a string of a slot writes; NaN where it writes none. */
  public double parsed(int slot, String text) {
    return dates[slot] == null ? Parsing.number(text) : DateText.of(text, dates[slot]);
  }

  /** <em>Adds</em> the numbers or dates of rows, NaN where one is missing. */
  public void add(int slot, double[] values) {
    double[] counted = rounded[slot] ? Arrays.stream(values).map(Math::floor).toArray() : values;
    if (quantiles[slot] != null) {
      add(quantiles[slot], counted);
    }
    if (histograms[slot] != null) {
      add(histograms[slot], least[slot], binsPerUnit[slot], counted);
    }
    if (starts[slot] >= 0) {
      for (double x : values) {
        sums.add(starts[slot], x);
      }
    }
  }

  private static void add(Quantiles quantiles, double[] values) {
    for (double x : values) {
      if (x == x) { // not NaN
        quantiles.add(x);
      }
    }
  }

  private static void add(long[] histogram, double least, double binsPerUnit, double[] values) {
    for (double x : values) {
      if (x == x) { // not NaN
        histogram[Math.min(BINS - 1, (int) ((x - least) * binsPerUnit))]++;
      }
    }
  }

  /** <em>Adds</em> a stored element of a row's vector. */
  public void add(int slot, int element, double x) {
    sums.add(starts[slot] + element, x);
  }

  /** <em>Adds into</em> this the pass over other rows. */
  public void add(SecondPass other) {
    sums.add(other.sums);
    for (int i = 0; i < quantiles.length; i++) {
      if (quantiles[i] != null) {
        quantiles[i].add(other.quantiles[i]);
      }
      for (int b = 0; histograms[i] != null && b < BINS; b++) {
        histograms[i][b] += other.histograms[i][b];
      }
    }
  }

  /** What the pass tells of the numbers of a slot, once the other rows are added. */
  Measured.Numbers numbers(int slot, NumberStatistics first) {
    return new Measured.Numbers(
        least[slot],
        most[slot],
        first.many() ? quantiles[slot].quartiles() : first.quartiles(),
        first.many() ? quantiles[slot].cuts() : first.cuts(bins(slot, first)),
        histograms[slot]);
  }

  private int bins(int slot, NumberStatistics first) {
    return dates[slot] == null ? Cuts.BINS : Cuts.dateBins(first.present());
  }

  Moments.Sums sums() {
    return sums;
  }
}
