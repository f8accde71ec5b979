package io.plateau.engine.round;

import io.plateau.engine.shard.WeighedRows;

/** Work on all rows of some shards. */
interface RowsOfShards extends WeighedRows {
  WeighedRows shards();

  @Override
  default long rows() {
    return shards().rows();
  }

  @Override
  default double weight() {
    return shards().weight();
  }
}
