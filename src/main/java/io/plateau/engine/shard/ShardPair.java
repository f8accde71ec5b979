package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.Optional;

/** All rows of a training that has one shard: those trained on and, if any, validation rows. */
public final class ShardPair implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shard training;
  private final Shard validation;

  /**
   * @param validation or null without validation rows
   */
  public ShardPair(Shard training, Shard validation) {
    this.training = training;
    this.validation = validation;
  }

  public Shard training() {
    return training;
  }

  public Optional<Shard> validation() {
    return Optional.ofNullable(validation);
  }
}
