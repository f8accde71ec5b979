package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import java.io.Serializable;

/** Work of a round on one shard, in a task. */
@FunctionalInterface
interface ShardWork extends Serializable {
  /**
   * The partial sum of one shard, or null where it adds nothing.
   *
   * @param input which tasks of one JVM share, so that nothing may be written into it
   */
  Partial of(RoundInput input, Shard shard, TaskWorkspace workspace);
}
