package io.plateau.data;

import io.plateau.math.Moments;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Moments of vectors, in two passes. */
final class VectorMoments {
  private VectorMoments() {}

  /** A consumer of the stored values of a row. */
  private interface Column {
    void add(int i, double x);
  }

  static Moments of(JavaRDD<Vector> rows, int width) {
    Moments.Range range = new Moments.Range(width);
    rows.mapPartitions(
            part -> {
              Moments.Range one = new Moments.Range(width);
              part.forEachRemaining(
                  row -> {
                    one.rows(1);
                    each(row, one::add);
                  });
              return List.of(one).iterator();
            })
        .collect()
        .forEach(range::add);
    return Moments.of(
        range,
        rows.mapPartitions(
                part -> {
                  Moments.Sums one = new Moments.Sums(range);
                  part.forEachRemaining(
                      row -> {
                        one.rows(1);
                        each(row, one::add);
                      });
                  return List.of(one).iterator();
                })
            .collect());
  }

  private static void each(Vector row, Column column) {
    if (row instanceof SparseVector sparse) {
      for (int k = 0; k < sparse.indices().length; k++) {
        column.add(sparse.indices()[k], sparse.values()[k]);
      }
    } else {
      double[] values = row.toArray();
      for (int i = 0; i < values.length; i++) {
        column.add(i, values[i]);
      }
    }
  }
}
