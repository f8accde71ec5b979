package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardPartitioner;
import io.plateau.engine.threads.ParallelMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.TaskContext;

/**
 * Addition of partial sums along one fixed tree over shard ids: [0, 1) + [1, 2), then [0, 2) + [2,
 * 4), and so on. Absent shards are left out, so the sum does not depend on who added which subtree,
 * nor on the order things arrive in.
 */
final class PairwiseSum {
  private PairwiseSum() {}

  /**
   * The sums of the largest subtrees that make up the shards of this task's partition.
   *
   * @param sum of one shard, or null where it adds nothing
   */
  static Iterator<Partial> ofPartition(
      Iterator<Shard> shards,
      ShardPartitioner partitioner,
      BiFunction<Shard, TaskWorkspace, Partial> sum) {
    int partition = TaskContext.getPartitionId();
    int from = partitioner.first(partition);
    int to = partitioner.first(partition + 1);
    return ParallelMap.map(
            shards,
            shard -> TaskWorkspace.with(workspace -> sum.apply(shard, workspace)),
            leaves -> ofRange(leaves, from, to))
        .iterator();
  }

  /**
   * The sums of the largest subtrees that make up the shards {@code from … to}.
   *
   * @param leaves the partial sums of shards of that range, ascending; null for a shard that adds
   *     nothing
   */
  static List<Partial> ofRange(Iterator<Partial> leaves, int from, int to) {
    Ascending ascending = new Ascending(leaves);
    List<Partial> sums = new ArrayList<>();
    for (int first = from; first < to; ) {
      int span = first == 0 ? Integer.highestOneBit(to) : Integer.lowestOneBit(first);
      while (span > to - first) {
        span /= 2;
      }
      Partial sum = ofSubtree(ascending, first, span);
      if (sum != null) {
        sums.add(sum);
      }
      first += span;
    }
    if (ascending.ahead != null) {
      throw new IllegalArgumentException(
          "shard %s is not from %s to %s".formatted(ascending.ahead.first, from, to));
    }
    return sums;
  }

  private static Partial ofSubtree(Ascending leaves, int first, int span) {
    if (leaves.ahead == null || leaves.ahead.first >= first + span) {
      return null;
    }
    if (span == 1) {
      return leaves.next();
    }
    Partial left = ofSubtree(leaves, first, span / 2);
    Partial right = ofSubtree(leaves, first + span / 2, span / 2);
    return Partial.join(left, right, first, span);
  }

  /** The sum of all shards, or null where none adds anything. <em>Adds into</em> the parts. */
  static Partial total(List<Partial> parts, int shards) {
    List<Partial> ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparingInt(part -> part.first));
    int span = shards == 1 ? 1 : Integer.highestOneBit(shards - 1) * 2;
    return total(ordered, 0, span);
  }

  private static Partial total(List<Partial> parts, int first, int span) {
    if (parts.isEmpty()) {
      return null;
    }
    if (parts.size() == 1 && parts.get(0).first == first && parts.get(0).span == span) {
      return parts.get(0);
    }
    int middle = first + span / 2;
    int split = 0;
    while (split < parts.size() && parts.get(split).first < middle) {
      split++;
    }
    return Partial.join(
        total(parts.subList(0, split), first, span / 2),
        total(parts.subList(split, parts.size()), middle, span / 2),
        first,
        span);
  }

  private static final class Ascending {
    private final Iterator<Partial> leaves;
    private Partial ahead;

    Ascending(Iterator<Partial> leaves) {
      this.leaves = leaves;
      next();
    }

    private Partial next() {
      Partial leaf = ahead;
      ahead = null;
      while (ahead == null && leaves.hasNext()) {
        ahead = leaves.next();
      }
      if (leaf != null && ahead != null && ahead.first <= leaf.first) {
        throw new IllegalArgumentException(
            "shard %s comes after shard %s".formatted(ahead.first, leaf.first));
      }
      return leaf;
    }
  }
}
