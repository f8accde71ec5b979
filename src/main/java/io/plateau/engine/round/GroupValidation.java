package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.threads.Cores;
import java.util.List;

/**
 * Validation rows of a task, measured in this process.
 *
 * @param cores of this process, at most so many threads share the rows of a shard
 */
public record GroupValidation(List<Shard> shards, int cores) implements ValidationRows {
  @Override
  public long rows() {
    return shards.stream().mapToLong(Shard::rows).sum();
  }

  @Override
  public double weight() {
    return ShardGroup.weight(shards);
  }

  @Override
  public double[] sums(ShardScores scores, float[] weights) {
    try (Cores.Lent lent = Cores.lend(cores)) {
      return scores.sums(weights, shards, lent.crew());
    }
  }
}
