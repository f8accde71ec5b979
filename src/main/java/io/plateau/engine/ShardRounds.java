package io.plateau.engine;

import io.plateau.engine.threads.Cores;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds over one shard in this process, without Spark: an epoch each, to the bits of {@link
 * EpochRounds}.
 *
 * @param cores of this process, at most so many threads share a step
 */
record ShardRounds(ShardPair shards, ShardSteps steps, int cores) implements Rounds {
  @Override
  public int stepsPerEpoch() {
    return steps.stepsPerEpoch();
  }

  @Override
  public int stepsPerRound() {
    return steps.stepsPerEpoch();
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
    if (!outcome.finite()) {
      return outcome.with(state);
    }
    System.arraycopy(theta, 0, weights, 0, theta.length);
    OptimizerState after = outcome.state();
    for (int i = 0; i < after.slots().length; i++) {
      System.arraycopy(after.slots()[i], 0, state.slots()[i], 0, theta.length);
    }
    System.arraycopy(after.scalars(), 0, state.scalars(), 0, after.scalars().length);
    return outcome.with(new OptimizerState(after.step(), state.slots(), state.scalars()));
  }
}
