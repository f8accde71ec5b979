package io.plateau.engine.round;

import io.plateau.engine.shard.TrainingShards;
import io.plateau.engine.threads.Cores;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds over one shard in this process, without Spark, to the bits of {@link EpochRounds}.
 *
 * @param cores of this process, at most so many threads share a step
 */
public record ShardRounds(TrainingShards shards, ShardSteps steps, int cores) implements Rounds {
  @Override
  public int stepsPerEpoch() {
    return steps.stepsPerEpoch();
  }

  @Override
  public int stepsPerRound() {
    return steps.stepsPerRound(shards.training().rows());
  }

  @Override
  public float[] averaged(float[] weights, OptimizerState state) {
    return steps.optimizer().averaged(weights, state);
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    float[] theta = weights.clone();
    Outcome outcome;
    try (Cores.Lent lent = Cores.lend(cores)) {
      outcome = steps.advance(round, shards, theta, state.copy(), lent.crew());
    }
    float[][] arrays = RoundInput.arrays(theta, outcome.state());
    return new EpochResult(arrays, outcome).into(weights, state);
  }
}
