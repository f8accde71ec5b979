package io.plateau.engine.shard;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Censuses of rows that tests make up. */
public final class Counted {
  private Counted() {}

  /** All features of a row. */
  public static float[] features(Example row, int width) {
    float[] x = new float[width];
    row.copyFeatures(x, 0, width);
    return x;
  }

  /** Counts in one pass over the rows. */
  public static Census of(JavaRDD<Example> examples) {
    List<long[]> counts =
        examples
            .mapPartitions(
                rows -> {
                  long[] count = new long[2];
                  while (rows.hasNext()) {
                    Example row = rows.next();
                    if (row.weight > 0) {
                      count[0]++;
                      count[1] += row.nonZeros();
                    }
                  }
                  return List.of(count).iterator();
                })
            .collect();
    long rows = 0;
    long nonZeros = 0;
    for (long[] count : counts) {
      rows += count[0];
      nonZeros += count[1];
    }
    return new Census(rows, nonZeros, 0);
  }
}
