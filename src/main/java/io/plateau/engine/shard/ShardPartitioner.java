package io.plateau.engine.shard;

import org.apache.spark.Partitioner;

/** Gives each partition a contiguous range of shards. */
public final class ShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int shards;
  private final int partitions;

  public ShardPartitioner(int shards, int partitions) {
    this.shards = shards;
    this.partitions = partitions;
  }

  /** As many partitions as the layout and the cluster ask for, none of them empty of shards. */
  static ShardPartitioner of(ShardLayout layout, int parallelism) {
    int partitions = Math.max(parallelism, layout.partitions());
    return new ShardPartitioner(layout.shards(), Math.min(layout.shards(), partitions));
  }

  int shards() {
    return shards;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object shard) {
    // The largest p with first(p) <= shard.
    return (int) ((((Integer) shard + 1L) * partitions - 1) / shards);
  }

  /** The first shard of a partition; that of the next is the end of its range. */
  public int first(int partition) {
    return (int) ((long) partition * shards / partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner p && p.shards == shards && p.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return 31 * shards + partitions;
  }
}
