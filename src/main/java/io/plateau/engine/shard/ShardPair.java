package io.plateau.engine.shard;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Optional;

/** All rows of a training that has one shard: those trained on and, if any, validation rows. */
public final class ShardPair implements Externalizable {
  private static final long serialVersionUID = 1L;

  private Shard training;
  private Shard validation;

  /** For deserialization. */
  public ShardPair() {}

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

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    training.writeExternal(out);
    out.writeBoolean(validation != null);
    if (validation != null) {
      validation.writeExternal(out);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    training = new Shard();
    training.readExternal(in);
    if (in.readBoolean()) {
      validation = new Shard();
      validation.readExternal(in);
    }
  }
}
