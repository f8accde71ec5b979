package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.math.Key;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.api.java.JavaRDD;

/**
 * Sample of rows that a keyed hash of their features chooses, so that it follows from rows and key
 * alone, whatever the partitions.
 *
 * @param features of the sampled rows, in the order of their hashes
 */
public record RowSample(List<float[]> features) {

  /** The rows with the smallest hashes, n at most. */
  public static RowSample of(JavaRDD<Example> rows, int width, int n, Key key) {
    List<Hashed> all =
        new ArrayList<>(
            TaskBytes.collect(
                rows.mapPartitions(part -> smallest(part, width, n, key).iterator())));
    all.sort(Comparator.comparingLong(row -> row.hash));
    return new RowSample(all.stream().limit(n).map(row -> row.features).toList());
  }

  /** About one row in so many. */
  static boolean isChosen(float[] x, int width, long every) {
    return Long.remainderUnsigned(hash(x, 0, width, Key.of(0)), every) == 0;
  }

  /** A hash of the features of a row. */
  static long hash(float[] x, int at, int width, Key key) {
    long hash = key.state();
    for (int i = at; i < at + width; i++) {
      hash = Key.mix(hash ^ Double.doubleToLongBits(x[i]));
    }
    return hash;
  }

  private static List<Hashed> smallest(Iterator<Example> rows, int width, int n, Key key) {
    PriorityQueue<Hashed> smallest = new PriorityQueue<>((a, b) -> Long.compare(b.hash, a.hash));
    float[] x = new float[width];
    while (rows.hasNext()) {
      rows.next().copyFeatures(x, 0, width);
      long hash = hash(x, 0, width, key);
      if (smallest.size() < n || hash < smallest.peek().hash) {
        smallest.add(new Hashed(hash, x.clone()));
        if (smallest.size() > n) {
          smallest.remove();
        }
      }
    }
    return new ArrayList<>(smallest);
  }

  /** A row with its hash. */
  private static final class Hashed implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long hash;
    private final float[] features;

    Hashed(long hash, float[] features) {
      this.hash = hash;
      this.features = features;
    }
  }
}
