package io.plateau.engine.round;

import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.threads.Cores;
import io.plateau.engine.threads.ParallelMap;
import org.apache.spark.TaskContext;

/**
 * Validation rows of a group, measured in this process.
 *
 * @param cores of this process, at most so many threads share the rows of a shard
 */
public record GroupValidation(ShardGroup shards, int cores) implements ValidationRows {
  @Override
  public double[] sums(ShardScores scores, float[] weights) {
    ParallelMap.requireAlive(TaskContext.get());
    try (Cores.Lent lent = Cores.lend(cores)) {
      return scores.sums(weights, shards.shards(), lent.crew());
    }
  }
}
