package io.plateau.engine.round;

/** Sums over all shards of some rows, added along one fixed tree wherever the shards are. */
interface ShardSum extends RowsOfShards {
  /**
   * The sum over all shards, or null where none adds anything.
   *
   * @param description as Spark's UI shows it
   * @param input what the work on every shard is to know
   * @param length of the vectors
   * @param work gives the partial sum of one shard
   */
  Partial of(String description, RoundInput input, int length, ShardWork work);
}
