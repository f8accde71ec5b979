package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.math.Key;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * Sample of rows that keyed hashes of their features choose, so that it follows from rows and key
 * alone, whatever the partitions. Equal rows are in it as often as their share of all rows says.
 */
public final class RowSample {
  private final Map<Long, float[]> rows;
  private final ProportionalDraw draw;
  private final long total;
  private final Key key;

  private RowSample(Map<Long, float[]> rows, ProportionalDraw draw, long total, Key key) {
    this.rows = rows;
    this.draw = draw;
    this.total = total;
    this.key = key;
  }

  /**
   * Samples rows.
   *
   * @param total number of the rows
   * @param n the most rows that the sample can give
   */
  public static RowSample of(JavaRDD<Example> rows, long total, int width, int n, Key key) {
    RowContent content = new RowContent(width, false, key);
    ProportionalDraw draw = ProportionalDraw.of(rows, total, content, n);
    RowCounts drawn = draw.counts();
    Map<Long, float[]> features = new HashMap<>();
    TaskBytes.collect(
            rows.mapPartitionsWithIndex(
                (p, part) -> held(part, p, drawn, content).iterator(), false))
        .forEach(row -> features.put(row.hash, row.features));
    return new RowSample(features, draw, total, key);
  }

  /** Features of n rows, or of as many as there are, those with small hashes first. */
  public List<float[]> features(int n) {
    ProportionalDraw some = draw.limit(n);
    double[] weights = some.weights();
    double sum = 0;
    for (int place : some.order()) {
      sum += weights[place];
    }
    // Systematic sampling: each content has its share of the rows, rounded up or down.
    double offset = key.with("offset").uniform(0) + 0x1p-25;
    double slots = Math.min(n, total);
    List<float[]> features = new ArrayList<>();
    double reached = 0;
    for (int place : some.order()) {
      reached += weights[place];
      int until = (int) Math.floor(reached / sum * slots + offset);
      float[] row = rows.get(some.counts().hashes()[place]);
      features.addAll(Collections.nCopies(until - features.size(), row));
    }
    return features;
  }

  /** The first row of each content that this partition is to give. */
  private static List<Hashed> held(
      Iterator<Example> rows, int partition, RowCounts drawn, RowContent content) {
    Map<Integer, Hashed> held = new HashMap<>();
    float[] x = new float[content.width()];
    while (rows.hasNext()) {
      long hash = content.hash(rows.next(), x);
      int place = drawn.place(hash);
      if (place >= 0 && drawn.holders()[place] == partition && !held.containsKey(place)) {
        held.put(place, new Hashed(hash, x.clone()));
      }
    }
    return new ArrayList<>(held.values());
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
