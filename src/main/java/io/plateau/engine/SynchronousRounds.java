package io.plateau.engine;

import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds of one exact step: the gradient of a mini-batch, or of all rows, summed over the cluster;
 * the driver divides by the weight and updates.
 */
record SynchronousRounds(DistributedLoss loss, Optimizer optimizer, int stepsPerEpoch)
    implements Rounds {

  @Override
  public int stepsPerRound() {
    return 1;
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    Partial sum =
        loss.gradientSum(
            "epoch " + round.epoch() + ", step " + (round.firstStep() + 1) + "/" + stepsPerEpoch,
            loss.steps(round.epoch(), stepsPerEpoch),
            round.firstStep(),
            weights);
    if (sum == null) {
      return Outcome.empty(state);
    }
    sum.divide();
    double norm = sum.vectorNorm();
    double lossSum = sum.loss + sum.weight * optimizer.penalty(weights);
    Outcome outcome = Outcome.of(lossSum, sum.weight, sum.rows, norm, state);
    return outcome.finite()
        ? outcome.with(optimizer.update(weights, sum.sum, state, round.rates()[0]))
        : outcome;
  }
}
