package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.TaskResults;
import io.plateau.math.Key;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Different rows of a small table, which the driver has from one pass; of larger ones {@link
 * RowCounts} looks for those that matter in several.
 *
 * @param parts of the partitions, in their order
 */
record DistinctRows(List<Part> parts) {
  /** Rows, and features of all rows, that are collected at most. */
  private static final long ROWS = 1 << 17;

  private static final long FEATURES = 1 << 19;

  /**
   * Different rows of a partition.
   *
   * @param labeled hashes of features, target and weight
   * @param plain hashes of the features alone
   * @param counts of the rows that are equal
   */
  private record Part(long[] labeled, long[] plain, long[] counts, float[][] features)
      implements Serializable {
    long[] hashes(boolean ofLabels) {
      return ofLabels ? labeled : plain;
    }

    static Part of(Iterator<Example> rows, int width, Key key) {
      RowContent labeled = new RowContent(width, true, key);
      RowContent plain = new RowContent(width, false, key);
      Map<Long, long[]> counts = new LinkedHashMap<>();
      List<float[]> features = new ArrayList<>();
      float[] x = new float[width];
      while (rows.hasNext()) {
        long[] count = counts.computeIfAbsent(labeled.hash(rows.next(), x), unseen -> new long[1]);
        if (count[0]++ == 0) {
          features.add(x.clone());
        }
      }
      return new Part(
          counts.keySet().stream().mapToLong(hash -> hash).toArray(),
          features.stream().mapToLong(plain::hash).toArray(),
          counts.values().stream().mapToLong(count -> count[0]).toArray(),
          features.toArray(float[][]::new));
    }
  }

  /** The different rows, if there are few enough. */
  static Optional<DistinctRows> of(JavaRDD<Example> rows, long total, int width, Key key) {
    return total > ROWS || total * width > FEATURES
        ? Optional.empty()
        : Optional.of(new DistinctRows(TaskResults.of(rows, part -> Part.of(part, width, key))));
  }

  /** How often contents occur, of those that occur often enough. */
  RowCounts counts(boolean labeled, RowCounts.Least least) {
    long[] all =
        parts.stream()
            .flatMapToLong(part -> LongStream.of(part.hashes(labeled)))
            .sorted()
            .distinct()
            .toArray();
    return RowCounts.merged(
        all, parts.stream().map(part -> counted(part, labeled, all)).toList(), least);
  }

  private static RowCounts.Part counted(Part part, boolean labeled, long[] all) {
    long[] hashes = part.hashes(labeled);
    long[] counts = new long[all.length];
    for (int i = 0; i < hashes.length; i++) {
      counts[Arrays.binarySearch(all, hashes[i])] += part.counts[i];
    }
    return RowCounts.Part.of(counts);
  }

  Map<Long, float[]> features() {
    Map<Long, float[]> features = new HashMap<>();
    for (Part part : parts) {
      for (int i = 0; i < part.plain.length; i++) {
        features.put(part.plain[i], part.features[i]);
      }
    }
    return features;
  }
}
