package io.plateau.math;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Mean and standard deviation of each column, the same bits in whatever order the rows come.
 *
 * <p>Spark's own summarizers merge floating-point sums as tasks finish. Here a first pass finds
 * each column's {@link Range}, a second adds {@code u = (x − center) / half range} and {@code u²}
 * as whole multiples of 2⁻⁵² in integers ({@link Sums}), which is exact and so has no order. Both
 * ends of the range are among the rows, so the variance of u is at least 2/n and cancellation costs
 * at most n/2 of 2⁵². The work grows with the values stored: zeros of sparse rows are added all at
 * once.
 *
 * @param count of values that are not NaN
 * @param mean of them
 * @param deviation √(Σ(x − mean)² / (n − 1)); 0 for fewer than two values
 */
public record Moments(long[] count, double[] mean, double[] deviation) {
  private static final double UNIT = 0x1p52;

  /** From the range of all rows and the sums of each part of them. */
  public static Moments of(Range range, Iterable<Sums> parts) {
    int width = range.low.length;
    BigInteger[] sum = new BigInteger[width];
    BigInteger[] squares = new BigInteger[width];
    long[] count = new long[width];
    Arrays.fill(sum, BigInteger.ZERO);
    Arrays.fill(squares, BigInteger.ZERO);
    for (Sums part : parts) {
      for (int i = 0; i < width; i++) {
        long zeros = part.rows - part.stored[i];
        sum[i] = sum[i].add(part.first(i)).add(times(range.unitOfZero(i), zeros));
        squares[i] = squares[i].add(part.second(i)).add(times(range.squareOfZero(i), zeros));
        count[i] += part.present[i] + zeros;
      }
    }
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int i = 0; i < width; i++) {
      double half = range.half(i);
      mean[i] = count[i] == 0 ? Double.NaN : range.center(i) + half * ratio(sum[i], count[i]);
      deviation[i] = count[i] < 2 ? 0 : half * deviation(sum[i], squares[i], count[i]);
    }
    return new Moments(count, mean, deviation);
  }

  /** √(Σ(x − mean)² / n) of a column; 0 for fewer than two values. */
  public double populationDeviation(int i) {
    return count[i] < 2 ? 0 : deviation[i] * Math.sqrt((count[i] - 1.0) / count[i]);
  }

  private static BigInteger times(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static double ratio(BigInteger sum, long n) {
    BigDecimal mean = new BigDecimal(sum).divide(BigDecimal.valueOf(n), MathContext.DECIMAL128);
    return mean.doubleValue() / UNIT;
  }

  /** √((Σu² − (Σu)²/n) / (n − 1)). */
  private static double deviation(BigInteger sum, BigInteger squares, long n) {
    BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(52));
    BigDecimal ofMean =
        new BigDecimal(sum.pow(2))
            .divide(unit.multiply(BigDecimal.valueOf(n)), MathContext.DECIMAL128);
    BigDecimal about = new BigDecimal(squares).subtract(ofMean);
    double variance =
        about.divide(BigDecimal.valueOf(n - 1), MathContext.DECIMAL128).doubleValue() / UNIT;
    return Math.sqrt(Math.max(0, variance));
  }

  /** Smallest and largest value of each column; NaN counts as absent. */
  public static final class Range implements Serializable {
    private static final long serialVersionUID = 1L;
    private final double[] low;
    private final double[] high;
    private final long[] stored;
    private long rows;
    private boolean closed;

    public Range(int width) {
      low = new double[width];
      high = new double[width];
      stored = new long[width];
      Arrays.fill(low, Double.POSITIVE_INFINITY);
      Arrays.fill(high, Double.NEGATIVE_INFINITY);
    }

    /** The range of columns whose smallest and largest values are known. */
    public static Range of(double[] least, double[] most) {
      Range range = new Range(least.length);
      System.arraycopy(least, 0, range.low, 0, least.length);
      System.arraycopy(most, 0, range.high, 0, most.length);
      return range;
    }

    /** Counts rows, whose values are added one by one; those not added are 0. */
    public void rows(long n) {
      rows += n;
      closed = false;
    }

    /** Adds a stored value of a column. */
    public void add(int i, double x) {
      stored[i]++;
      low[i] = x < low[i] ? x : low[i];
      high[i] = x > high[i] ? x : high[i];
    }

    /** <em>Adds into</em> this the range of other rows. */
    public void add(Range other) {
      close();
      other.close();
      for (int i = 0; i < low.length; i++) {
        low[i] = Math.min(low[i], other.low[i]);
        high[i] = Math.max(high[i], other.high[i]);
      }
    }

    /** Takes in the zeros that sparse rows do not store. */
    private void close() {
      for (int i = 0; i < low.length && !closed; i++) {
        if (stored[i] < rows) {
          low[i] = Math.min(low[i], 0);
          high[i] = Math.max(high[i], 0);
          stored[i] = rows;
        }
      }
      closed = true;
    }

    public int width() {
      return low.length;
    }

    /** The smallest value of a column, infinite where it has none. */
    public double least(int i) {
      close();
      return low[i];
    }

    /** The largest value of a column, −infinite where it has none. */
    public double most(int i) {
      close();
      return high[i];
    }

    private double center(int i) {
      return low[i] <= high[i] ? low[i] / 2 + high[i] / 2 : 0;
    }

    private double half(int i) {
      double center = center(i);
      double reach = low[i] <= high[i] ? Math.max(high[i] - center, center - low[i]) : 0;
      return reach > 0 ? reach : 1;
    }

    private long unitOfZero(int i) {
      return Math.round(-center(i) / half(i) * UNIT);
    }

    private long squareOfZero(int i) {
      double u = center(i) / half(i);
      return Math.round(u * u * UNIT);
    }
  }

  /** Exact sums in two halves each, which hold 2³¹ rows without a carry. */
  public static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private long rows;
    private final long[] stored;
    private final long[] present;
    private final long[][] halves;
    private final double[] center;
    private final double[] half;

    /** Sums of values whose range over all rows is known. */
    public Sums(Range range) {
      range.close();
      int width = range.low.length;
      stored = new long[width];
      present = new long[width];
      halves = new long[4][width];
      center = new double[width];
      half = new double[width];
      Arrays.setAll(center, range::center);
      Arrays.setAll(half, range::half);
    }

    /** Counts rows, whose values are added one by one; those not added are 0. */
    public void rows(long n) {
      rows += n;
    }

    /** Adds a stored value of a column; NaN counts as absent. */
    public void add(int i, double x) {
      double u = (x - center[i]) / half[i];
      stored[i]++;
      if (u == u) { // not NaN
        long first = Math.round(u * UNIT);
        long second = Math.round(u * u * UNIT);
        present[i]++;
        halves[0][i] += first >> 32;
        halves[1][i] += first & 0xffffffffL;
        halves[2][i] += second >> 32;
        halves[3][i] += second & 0xffffffffL;
      }
    }

    /** <em>Adds into</em> this the sums of other rows with the same range. */
    public void add(Sums other) {
      rows += other.rows;
      for (int i = 0; i < stored.length; i++) {
        stored[i] += other.stored[i];
        present[i] += other.present[i];
        for (int upper = 0; upper < halves.length; upper += 2) {
          long lower = halves[upper + 1][i] + other.halves[upper + 1][i];
          halves[upper][i] += other.halves[upper][i] + (lower >> 32);
          halves[upper + 1][i] = lower & 0xffffffffL;
        }
      }
    }

    private BigInteger first(int i) {
      return whole(halves[0][i], halves[1][i]);
    }

    private BigInteger second(int i) {
      return whole(halves[2][i], halves[3][i]);
    }

    private static BigInteger whole(long high, long low) {
      return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    }
  }
}
