package io.plateau.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Mean and standard deviation of each column, the same bits in whatever order the rows come.
 *
 * <p>Spark's own summarizers merge floating-point sums as tasks finish. Here a first pass finds
 * each column's range, a second adds {@code u = (x − centre) / half range} and {@code u²} as whole
 * multiples of 2⁻⁵² in integers, which is exact and so has no order. Both ends of the range are
 * among the rows, so the variance of u is at least 2/n and cancellation costs at most n/2 of 2⁵².
 * The work grows with the values stored: zeros of sparse vectors are added all at once.
 *
 * @param count of values that are not NaN
 * @param mean of them
 * @param deviation √(Σ(x − mean)² / (n − 1)); 0 for fewer than two values
 */
record Moments(long[] count, double[] mean, double[] deviation) {
  private static final double UNIT = 0x1p52;

  /** Of vectors of one width; NaN counts as absent. */
  static Moments of(JavaRDD<Vector> rows, int width) {
    Range range = new Range(width);
    rows.mapPartitions(part -> range(part, width)).collect().forEach(range::add);
    double[] centre = new double[width];
    double[] half = new double[width];
    for (int i = 0; i < width; i++) {
      boolean any = range.low[i] <= range.high[i];
      centre[i] = any ? range.low[i] / 2 + range.high[i] / 2 : 0;
      double reach = any ? Math.max(range.high[i] - centre[i], centre[i] - range.low[i]) : 0;
      half[i] = reach > 0 ? reach : 1;
    }
    BigInteger[] sum = new BigInteger[width];
    BigInteger[] squares = new BigInteger[width];
    long[] count = new long[width];
    Arrays.fill(sum, BigInteger.ZERO);
    Arrays.fill(squares, BigInteger.ZERO);
    for (Sums part : rows.mapPartitions(it -> sums(it, centre, half)).collect()) {
      for (int i = 0; i < width; i++) {
        long zeros = part.rows - part.stored[i];
        double u = (0 - centre[i]) / half[i];
        count[i] += part.present[i] + zeros;
        sum[i] = sum[i].add(part.first(i)).add(times(Math.round(u * UNIT), zeros));
        squares[i] = squares[i].add(part.second(i)).add(times(Math.round(u * u * UNIT), zeros));
      }
    }
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int i = 0; i < width; i++) {
      mean[i] = count[i] == 0 ? Double.NaN : centre[i] + half[i] * ratio(sum[i], count[i]);
      deviation[i] = count[i] < 2 ? 0 : half[i] * deviation(sum[i], squares[i], count[i]);
    }
    return new Moments(count, mean, deviation);
  }

  private static Iterator<Range> range(Iterator<Vector> rows, int width) {
    Range range = new Range(width);
    rows.forEachRemaining(range::add);
    return Collections.singleton(range.closed()).iterator();
  }

  private static Iterator<Sums> sums(Iterator<Vector> rows, double[] centre, double[] half) {
    Sums sums = new Sums(centre.length);
    rows.forEachRemaining(row -> sums.add(row, centre, half));
    return Collections.singleton(sums).iterator();
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

  /** Smallest and largest value of each column. A class, since Kryo cannot write records. */
  private static final class Range implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final double[] low;
    private final double[] high;
    private final long[] stored;
    private long rows;

    Range(int width) {
      low = new double[width];
      high = new double[width];
      stored = new long[width];
      Arrays.fill(low, Double.POSITIVE_INFINITY);
      Arrays.fill(high, Double.NEGATIVE_INFINITY);
    }

    void add(Vector row) {
      rows++;
      if (row instanceof SparseVector sparse) {
        for (int k = 0; k < sparse.indices().length; k++) {
          add(sparse.indices()[k], sparse.values()[k]);
        }
      } else {
        double[] values = row.toArray();
        for (int i = 0; i < values.length; i++) {
          add(i, values[i]);
        }
      }
    }

    private void add(int i, double x) {
      stored[i]++;
      low[i] = x < low[i] ? x : low[i];
      high[i] = x > high[i] ? x : high[i];
    }

    /** This range with the zeros that sparse vectors do not store. */
    Range closed() {
      for (int i = 0; i < low.length; i++) {
        if (stored[i] < rows) {
          low[i] = Math.min(low[i], 0);
          high[i] = Math.max(high[i], 0);
        }
      }
      return this;
    }

    void add(Range other) {
      for (int i = 0; i < low.length; i++) {
        low[i] = Math.min(low[i], other.low[i]);
        high[i] = Math.max(high[i], other.high[i]);
      }
    }
  }

  /** Exact sums in two halves each, which hold 2³¹ rows without a carry. */
  private static final class Sums implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private long rows;
    private final long[] stored;
    private final long[] present;
    private final long[][] halves;

    Sums(int width) {
      stored = new long[width];
      present = new long[width];
      halves = new long[4][width];
    }

    void add(Vector row, double[] centre, double[] half) {
      rows++;
      if (row instanceof SparseVector sparse) {
        for (int k = 0; k < sparse.indices().length; k++) {
          int i = sparse.indices()[k];
          add(i, (sparse.values()[k] - centre[i]) / half[i]);
        }
      } else {
        double[] values = row.toArray();
        for (int i = 0; i < values.length; i++) {
          add(i, (values[i] - centre[i]) / half[i]);
        }
      }
    }

    private void add(int i, double u) {
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

    BigInteger first(int i) {
      return whole(halves[0][i], halves[1][i]);
    }

    BigInteger second(int i) {
      return whole(halves[2][i], halves[3][i]);
    }

    private static BigInteger whole(long high, long low) {
      return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    }
  }
}
