package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.Optional;

/** All rows of a small training, as one task has them: those trained on and any validation rows. */
public final class TrainingShards implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardGroup training;
  private final ShardGroup validation;

  /**
   * @param validation or null without validation rows
   */
  public TrainingShards(ShardGroup training, ShardGroup validation) {
    this.training = training;
    this.validation = validation;
  }

  public ShardGroup training() {
    return training;
  }

  public Optional<ShardGroup> validation() {
    return Optional.ofNullable(validation);
  }
}
