package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Optional<DistinctRows> few;

  private RowSample(
      Map<Long, float[]> rows,
      ProportionalDraw draw,
      long total,
      Key key,
      Optional<DistinctRows> few) {
    this.rows = rows;
    this.draw = draw;
    this.total = total;
    this.key = key;
    this.few = few;
  }

  /**
   * Samples rows.
   *
   * @param total number of the rows
   * @param n the most rows that the sample can give
   */
  public static RowSample of(JavaRDD<Example> rows, long total, int width, int n, Key key) {
    return JobDescription.during(
        rows.context(), "sampling rows", () -> drawn(rows, total, width, n, key));
  }

  private static RowSample drawn(JavaRDD<Example> rows, long total, int width, int n, Key key) {
    RowContent content = new RowContent(width, false, key);
    Optional<DistinctRows> few = DistinctRows.of(rows, total, width, key);
    ProportionalDraw draw = ProportionalDraw.of(counting(few, rows, total, content), total, n);
    Map<Long, float[]> features =
        few.map(DistinctRows::features).orElseGet(() -> features(rows, draw.counts(), content));
    return new RowSample(features, draw, total, key, few);
  }

  private static Map<Long, float[]> features(
      JavaRDD<Example> rows, RowCounts drawn, RowContent content) {
    Map<Long, float[]> features = new HashMap<>();
    TaskResults.elements(
            TaskRdds.mapPartitionsWithIndex(
                rows, (p, part) -> List.of(held(part, p, drawn, content)).iterator()))
        .forEach(features::putAll);
    return features;
  }

  /** Number of the rows that the sample is of. */
  long total() {
    return total;
  }

  /** The key that chose them. */
  Key key() {
    return key;
  }

  /** Counts the contents of the rows that the sample is of, with its key. */
  RowCounts.Counting counting(JavaRDD<Example> rows, RowContent content) {
    return counting(few, rows, total, content);
  }

  private static RowCounts.Counting counting(
      Optional<DistinctRows> few, JavaRDD<Example> rows, long total, RowContent content) {
    return least ->
        few.map(distinct -> distinct.counts(content.labeled(), least))
            .orElseGet(() -> RowCounts.of(rows, total, content, least));
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

  /** Features by their hash, of each content that this partition is to give. */
  private static Map<Long, float[]> held(
      Iterator<Example> rows, int partition, RowCounts drawn, RowContent content) {
    Map<Long, float[]> held = new HashMap<>();
    float[] x = new float[content.width()];
    while (rows.hasNext()) {
      long hash = content.hash(rows.next(), x);
      int place = drawn.place(hash);
      if (place >= 0 && drawn.holders()[place] == partition) {
        held.computeIfAbsent(hash, unseen -> x.clone());
      }
    }
    return held;
  }
}
