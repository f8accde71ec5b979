package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * All rows of a small training, as one task has them: the shards trained on and, if any, those of
 * validation rows.
 */
public final class ShardGroup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shard[] training;
  private final Shard[] validation;
  private final int shards;

  /**
   * @param training ascending
   * @param validation ascending; none without validation rows
   * @param shards to which the training rows are dealt, the empty ones counted
   */
  public ShardGroup(Iterator<Shard> training, Iterator<Shard> validation, int shards) {
    this.training = array(training);
    this.validation = array(validation);
    this.shards = shards;
  }

  private static Shard[] array(Iterator<Shard> shards) {
    List<Shard> all = new ArrayList<>();
    shards.forEachRemaining(all::add);
    return all.toArray(Shard[]::new);
  }

  /** The shards trained on that have rows, ascending. */
  public List<Shard> training() {
    return List.of(training);
  }

  /** The shards of validation rows, ascending. */
  public List<Shard> validation() {
    return List.of(validation);
  }

  /** The number of shards that training rows are dealt to, the empty ones counted. */
  public int shards() {
    return shards;
  }

  /** Rows to train on. */
  public long rows() {
    return training().stream().mapToLong(Shard::rows).sum();
  }

  /** The weight of the rows to train on. */
  public double weight() {
    return weight(training());
  }

  /** The weight of the rows of shards, added in their order. */
  public static double weight(List<Shard> shards) {
    double weight = 0;
    for (Shard shard : shards) {
      weight += shard.weight();
    }
    return weight;
  }
}
