package io.plateau.table.fit;

import io.plateau.math.Moments;
import io.plateau.table.FittedVector;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Statistics of the columns of a table after all passes over its training rows.
 *
 * @param starts by slot, the place of its first number among the moments, or −1
 * @param moments of numbers and of the elements of vectors
 * @param numbers by slot; empty where the values are neither numbers nor dates
 */
public record Measured(int[] starts, Moments moments, List<Optional<Numbers>> numbers) {
  /**
   * Distribution of numbers or dates.
   *
   * @param least the smallest
   * @param most the largest
   * @param quartiles lower quartile, median, upper quartile; NaN where there is no number
   * @param cuts of numbers of which many are different
   * @param histogram of {@link SecondPass#BINS} bins of equal width over the range
   */
  public record Numbers(
      double least, double most, double[] quartiles, List<Double> cuts, long[] histogram) {
    double median() {
      return quartiles[1];
    }

    /**
     * {@code 1 / (q75 − q25)}; {@code 2 / (most − least)} where the quartiles are the same; 0 where
     * numbers do not vary, or by less than the inverse of any.
     */
    double robustFactor() {
      double middle = quartiles[2] - quartiles[0];
      double range = most - least;
      return finite(middle > 0 ? 1 / middle : 2 / range);
    }
  }

  /** The mean of a slot's number. */
  public double mean(int slot) {
    return moments.mean()[starts[slot]];
  }

  /** {@code 1 / deviation} of a slot's number; 0 where it does not vary, or by next to nothing. */
  double factor(int slot) {
    return factor(moments.deviation()[starts[slot]]);
  }

  private static double factor(double deviation) {
    return finite(1 / deviation);
  }

  private static double finite(double factor) {
    return Double.isInfinite(factor) ? 0 : factor;
  }

  /** The vector column of a slot with elements of deviation 1, and of mean 0 if centered. */
  FittedVector vector(String name, int slot, int width, boolean centers) {
    int from = starts[slot];
    double[] factors =
        Arrays.stream(moments.deviation(), from, from + width).map(Measured::factor).toArray();
    double[] means = Arrays.copyOfRange(moments.mean(), from, from + width);
    return new FittedVector(name, width, centers ? means : new double[0], factors);
  }

  /**
   * Plan of the second pass.
   *
   * @param slots statistics of the first pass; empty for what is not learned from
   */
  public record Plan(List<Optional<ColumnStatistics>> slots, int[] starts, Moments.Range range) {

    /** The plan after a complete first pass. */
    public static Plan of(List<Optional<ColumnStatistics>> slots) {
      int[] starts = new int[slots.size()];
      int size = 0;
      for (int i = 0; i < starts.length; i++) {
        int width = slots.get(i).map(Plan::width).orElse(0);
        starts[i] = width > 0 ? size : -1;
        size += width;
      }
      double[] least = new double[size];
      double[] most = new double[size];
      for (int i = 0; i < starts.length; i++) {
        ColumnStatistics slot = slots.get(i).orElse(null);
        if (slot instanceof NumberStatistics numbers) {
          least[starts[i]] = numbers.least();
          most[starts[i]] = numbers.most();
        } else if (slot instanceof VectorStatistics vectors) {
          for (int j = 0; j < vectors.range().width(); j++) {
            least[starts[i] + j] = vectors.range().least(j);
            most[starts[i] + j] = vectors.range().most(j);
          }
        }
      }
      return new Plan(List.copyOf(slots), starts, Moments.Range.of(least, most));
    }

    private static int width(ColumnStatistics slot) {
      if (slot instanceof VectorStatistics vectors) {
        return vectors.range().width();
      }
      return slot instanceof NumberStatistics ? 1 : 0;
    }

    /**
     * An empty second pass, for a part of the rows.
     *
     * @param kept numbers that it may keep: with more it is {@linkplain SecondPass#isCoarse coarse}
     */
    public SecondPass pass(long kept) {
      return new SecondPass(this, kept);
    }

    /** The numbers or dates of a slot, if it has any. */
    Optional<NumberStatistics> numbers(int slot) {
      ColumnStatistics of = slots.get(slot).orElse(null);
      return of instanceof DateStatistics dates
          ? Optional.of(dates.numbers())
          : of instanceof NumberStatistics numbers ? Optional.of(numbers) : Optional.empty();
    }

    /** The measures that a pass over all rows gives, completed by the third if it is coarse. */
    public Measured measured(SecondPass all) {
      List<Optional<Numbers>> numbers =
          IntStream.range(0, slots.size())
              .parallel()
              .mapToObj(i -> numbers(i).map(of -> all.numbers(i, of)))
              .toList();
      return new Measured(starts, Moments.of(range, List.of(all.sums())), numbers);
    }
  }
}
