package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.TaskResults;
import io.plateau.math.Key;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/**
 * How often rows of some contents occur, of those that occur often enough: exact numbers without a
 * shuffle, whatever the partitions.
 *
 * <p>A first pass looks for {@link CommonContents}, which alone may occur often enough; a second
 * pass counts these.
 *
 * @param hashes of the contents, in ascending order
 * @param counts of rows of each
 * @param holders a partition that has rows of each, chosen by the hash
 */
record RowCounts(long[] hashes, long[] counts, int[] holders) implements Serializable {
  /** The least count that is enough for the content of a hash. */
  @FunctionalInterface
  interface Least extends Serializable {
    double of(long hash);
  }

  /** Counts the contents of some rows that occur often enough. */
  @FunctionalInterface
  interface Counting {
    RowCounts of(Least least);
  }

  /**
   * Counts rows.
   *
   * @param total number of the rows
   */
  static RowCounts of(JavaRDD<Example> rows, long total, RowContent content, Least least) {
    long[] candidates = CommonContents.of(rows, total, content, least);
    List<Part> parts = TaskResults.of(rows, part -> Part.of(part, content, candidates));
    return merged(candidates, parts, least);
  }

  /**
   * The counts of all partitions together.
   *
   * @param candidates hashes of contents in ascending order
   */
  static RowCounts merged(long[] candidates, List<Part> parts, Least least) {
    long[] counts = new long[candidates.length];
    int[] holders = new int[candidates.length];
    long[] ranks = new long[candidates.length];
    for (int p = 0; p < parts.size(); p++) {
      Part part = parts.get(p);
      for (int i = 0; i < part.places.length; i++) {
        int place = part.places[i];
        long rank = Key.mix(candidates[place] + p);
        if (counts[place] == 0 || rank < ranks[place]) {
          ranks[place] = rank;
          holders[place] = p;
        }
        counts[place] += part.counts[i];
      }
    }
    return new RowCounts(candidates, counts, holders)
        .only(
            IntStream.range(0, candidates.length)
                .filter(i -> counts[i] >= least.of(candidates[i]))
                .toArray());
  }

  /** The contents at these places, which ascend. */
  RowCounts only(int[] places) {
    return new RowCounts(
        IntStream.of(places).mapToLong(i -> hashes[i]).toArray(),
        IntStream.of(places).mapToLong(i -> counts[i]).toArray(),
        IntStream.of(places).map(i -> holders[i]).toArray());
  }

  /** The place of a content, negative where it does not occur often enough. */
  int place(long hash) {
    return Arrays.binarySearch(hashes, hash);
  }

  /** The candidates that a partition has, by their places. */
  record Part(int[] places, long[] counts) implements Serializable {
    private static Part of(Iterator<Example> rows, RowContent content, long[] candidates) {
      float[] x = new float[content.width()];
      long[] all = new long[candidates.length];
      while (rows.hasNext()) {
        int place = Arrays.binarySearch(candidates, content.hash(rows.next(), x));
        if (place >= 0) {
          all[place]++;
        }
      }
      return of(all);
    }

    /** Those of counts by place that are not 0. */
    static Part of(long[] all) {
      int[] places = IntStream.range(0, all.length).filter(i -> all[i] > 0).toArray();
      return new Part(places, IntStream.of(places).mapToLong(i -> all[i]).toArray());
    }
  }
}
