package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * All shards of some rows, as one task has them, ascending: partitions may come in any order where
 * Spark no longer knows where some of them are.
 */
public final class ShardGroup implements WeighedRows, Serializable {
  private static final long serialVersionUID = 1L;

  private final Shard[] shards;
  private final long rows;
  private final double weight;

  /**
   * @param shards in any order, each once
   */
  public ShardGroup(Iterator<Shard> shards) {
    List<Shard> all = new ArrayList<>();
    shards.forEachRemaining(all::add);
    all.sort(Comparator.comparingInt(Shard::id));
    this.shards = all.toArray(Shard[]::new);
    this.rows = all.stream().mapToLong(Shard::rows).sum();
    double sum = 0;
    for (Shard shard : all) {
      sum += shard.weight();
    }
    this.weight = sum;
  }

  /** The shards that have rows, ascending. */
  public List<Shard> shards() {
    return List.of(shards);
  }

  @Override
  public long rows() {
    return rows;
  }

  /** The weight of all rows, added in the order of the shards. */
  @Override
  public double weight() {
    return weight;
  }
}
