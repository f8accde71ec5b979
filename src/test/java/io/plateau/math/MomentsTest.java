package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final Key KEY = Key.of(3);

  @Test
  void agreesWithTheTwoPassFormula() {
    // Scales and offsets at which a naive Σx² − (Σx)²/n has no digit left.
    double[] scale = {1, 1e-9, 1e12, 1};
    double[] offset = {0, 1, -1e12, 1e7};
    List<Vector> rows = new ArrayList<>();
    for (int r = 0; r < 500; r++) {
      double[] row = new double[scale.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = offset[i] + scale[i] * KEY.with(r).normal(i);
      }
      rows.add(Vectors.dense(row));
    }
    Moments moments = moments(rows, 4, 3);
    for (int i = 0; i < scale.length; i++) {
      int column = i;
      double mean = rows.stream().mapToDouble(x -> x.apply(column)).average().orElseThrow();
      double squares = rows.stream().mapToDouble(x -> Math.pow(x.apply(column) - mean, 2)).sum();
      double deviation = Math.sqrt(squares / (rows.size() - 1));
      assertThat(moments.mean()[i])
          .isCloseTo(mean, within(1e-12 * deviation + 1e-15 * Math.abs(mean)));
      assertThat(moments.deviation()[i]).isCloseTo(deviation, within(1e-9 * deviation));
    }
  }

  @Test
  void sameBitsInAnyOrderAndAnyPartitions() {
    List<Vector> rows = new ArrayList<>();
    for (int r = 0; r < 300; r++) {
      rows.add(Vectors.dense(KEY.with(r).normal(0) / 3, Math.exp(9 * KEY.with(r).normal(1))));
    }
    Moments once = moments(rows, 2, 1);
    for (int partitions : new int[] {2, 7, 64, 400}) {
      Collections.rotate(rows, 41);
      Moments again = moments(rows, 2, partitions);
      assertThat(again.mean()).containsExactly(once.mean());
      assertThat(again.deviation()).containsExactly(once.deviation());
    }
  }

  @Test
  void sparseIsDenseWithoutItsZeros() {
    List<Vector> dense = new ArrayList<>();
    List<Vector> sparse = new ArrayList<>();
    for (int r = 0; r < 100; r++) {
      double[] row = new double[5];
      row[r % 5] = 1 + KEY.with(r).uniform(0);
      row[0] += 3;
      dense.add(Vectors.dense(row));
      sparse.add(Vectors.dense(row).toSparse());
    }
    Moments expected = moments(dense, 5, 3);
    Moments came = moments(sparse, 5, 2);
    assertThat(came.mean()).containsExactly(expected.mean());
    assertThat(came.deviation()).containsExactly(expected.deviation());
    assertThat(came.count()).containsExactly(expected.count());
  }

  @Test
  void notANumberIsAbsent() {
    List<Vector> rows =
        List.of(
            Vectors.dense(1, Double.NaN),
            Vectors.dense(Double.NaN, Double.NaN),
            Vectors.dense(3, Double.NaN));
    Moments moments = moments(rows, 2, 2);
    assertThat(moments.count()).containsExactly(2, 0);
    assertThat(moments.mean()).containsExactly(2, Double.NaN);
    assertThat(moments.deviation()).containsExactly(Math.sqrt(2), 0);
  }

  @Test
  void constantHasNoDeviation() {
    Moments moments = moments(List.of(Vectors.dense(0.1), Vectors.dense(0.1)), 1, 1);
    assertThat(moments.mean()).containsExactly(0.1);
    assertThat(moments.deviation()).containsExactly(0);
  }

  /** Of rows in so many parts, each with sums of its own. */
  private static Moments moments(List<Vector> rows, int width, int partitions) {
    Moments.Range range = new Moments.Range(width);
    for (List<Vector> part : parts(rows, partitions)) {
      Moments.Range one = new Moments.Range(width);
      one.rows(part.size());
      part.forEach(row -> row.foreachActive(stored(one::add)));
      range.add(one);
    }
    List<Moments.Sums> sums = new ArrayList<>();
    for (List<Vector> part : parts(rows, partitions)) {
      Moments.Sums one = new Moments.Sums(range);
      one.rows(part.size());
      part.forEach(row -> row.foreachActive(stored(one::add)));
      sums.add(one);
    }
    Moments moments = Moments.of(range, sums);
    Moments.Sums all = new Moments.Sums(range);
    sums.forEach(all::add);
    Moments joined = Moments.of(range, List.of(all));
    assertThat(joined.count()).containsExactly(moments.count());
    assertThat(joined.mean()).containsExactly(moments.mean());
    assertThat(joined.deviation()).containsExactly(moments.deviation());
    return moments;
  }

  private static List<List<Vector>> parts(List<Vector> rows, int partitions) {
    List<List<Vector>> parts = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      parts.add(rows.subList(p * rows.size() / partitions, (p + 1) * rows.size() / partitions));
    }
    return parts;
  }

  private interface Stored {
    void add(int column, double x);
  }

  private static scala.Function2<Object, Object, scala.runtime.BoxedUnit> stored(Stored to) {
    return new scala.runtime.AbstractFunction2<>() {
      @Override
      public scala.runtime.BoxedUnit apply(Object column, Object x) {
        to.add((Integer) column, (Double) x);
        return scala.runtime.BoxedUnit.UNIT;
      }
    };
  }
}
