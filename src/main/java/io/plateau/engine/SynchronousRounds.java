package io.plateau.engine;

import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Loss;
import io.plateau.nn.Network;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds of one exact step: the gradient of a mini-batch, or of all rows, summed over the cluster;
 * the driver divides by the weight and updates.
 */
record SynchronousRounds(
    SparkRound jobs,
    ShardedRows rows,
    Network network,
    Loss loss,
    Optimizer optimizer,
    int stepsPerEpoch,
    long seed)
    implements Rounds {

  @Override
  public int stepsPerRound() {
    return 1;
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    Partial sum =
        gradientSum(
            jobs,
            "epoch " + round.epoch() + ", step " + (round.firstStep() + 1) + "/" + stepsPerEpoch,
            rows,
            new StepRows(network, loss, round.epoch(), stepsPerEpoch, seed),
            round.firstStep(),
            weights);
    if (sum == null) {
      return new Outcome(0, 0, 0, 0, state, null);
    }
    MeanGradient.divide(sum);
    double norm = MeanGradient.norm(sum.sum);
    double lossSum = sum.loss + sum.weight * optimizer.penalty(weights);
    Outcome outcome = new Outcome(lossSum, sum.weight, sum.rows, norm, state, null);
    return outcome.finite()
        ? new Outcome(
            lossSum,
            sum.weight,
            sum.rows,
            norm,
            optimizer.update(weights, sum.sum, state, round.rates()[0]),
            null)
        : outcome;
  }

  /** The sum of loss and gradient over all shards in one step, or null without rows. */
  static Partial gradientSum(
      SparkRound jobs,
      String description,
      ShardedRows rows,
      StepRows stepRows,
      int step,
      float[] weights) {
    return ShardSum.of(
        jobs,
        description,
        Floats.of(weights),
        rows,
        weights.length,
        new GradientTask(stepRows, step, rows.partitioner()));
  }
}
