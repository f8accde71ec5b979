package io.plateau.engine.round;

import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.threads.Cores;
import io.plateau.train.Validation;

/**
 * Loss and metrics of the validation rows of a group, in this process.
 *
 * @param cores of this process, at most so many threads share the rows of a shard
 */
public record GroupValidation(ShardGroup group, ShardScores scores, int cores)
    implements Validation {
  @Override
  public Score score(float[] weights) {
    try (Cores.Lent lent = Cores.lend(cores)) {
      return scores.score(weights, group.validation(), lent.crew());
    }
  }
}
