package io.plateau.engine;

import io.plateau.engine.round.ShardRounds;
import io.plateau.engine.round.ShardSteps;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.TrainingShards;
import io.plateau.math.Key;
import io.plateau.nn.initial.Initializer;
import io.plateau.optim.OptimizerState;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import java.util.Collections;
import java.util.List;

/** Seconds of epochs over one shard in memory, by any number of threads, one after the other. */
public final class EpochTimes {
  private final TrainingShards shards;
  private final ShardSteps steps;
  private final float[] weights;
  private OptimizerState state;
  private int epoch;

  /**
   * @param dealt in one shard, with validation rows
   */
  public EpochTimes(DealtRows dealt, TrainingPlan plan) {
    shards =
        new TrainingShards(
            new ShardGroup(dealt.training().rdd().collect().iterator()),
            new ShardGroup(dealt.validation().orElseThrow().rdd().collect().iterator()));
    steps = ShardSteps.of(plan, dealt.training().rows());
    weights = plan.network().initialize(Initializer.AUTO, Key.of(1));
    state = plan.solver().start(weights.length);
  }

  /** Makes one epoch more. */
  public double seconds(int threads) {
    List<Rates.Step> same = Collections.nCopies(steps.stepsPerEpoch(), new Rates.Step(1e-4, 1, 1));
    Rounds.Round round = new Rounds.Round(++epoch, 0, same);
    final long started = System.nanoTime();
    state = new ShardRounds(shards, steps, threads).advance(round, weights, state).state();
    return (System.nanoTime() - started) * 1e-9;
  }
}
