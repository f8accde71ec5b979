package io.plateau.engine.round;

import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;

/**
 * Rounds of one exact step: the gradient of a mini-batch, or of all rows, is summed over all shards
 * and divided by their weight; then the weights are updated.
 */
public record SynchronousRounds(TrainingLoss loss, Optimizer optimizer, int stepsPerEpoch)
    implements Rounds {

  @Override
  public int stepsPerRound() {
    return 1;
  }

  @Override
  public float[] averaged(float[] weights, OptimizerState state) {
    return optimizer.averaged(weights, state);
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    Rates.Step step = round.steps().get(0);
    Partial sum =
        loss.gradientSum(
            "epoch " + round.epoch() + ", step " + (round.firstStep() + 1) + "/" + stepsPerEpoch,
            loss.steps(round.epoch(), stepsPerEpoch),
            round.firstStep(),
            step.dropout(),
            weights);
    if (sum == null) {
      return Outcome.empty(state);
    }
    sum.divide();
    double norm = sum.vectorNorm();
    double lossSum = sum.loss + sum.weight * optimizer.penalty(weights);
    Outcome outcome = Outcome.of(lossSum, sum.weight, sum.rows, norm, state);
    return outcome.finite()
        ? outcome.with(optimizer.update(weights, sum.sum, state, step.rate(), step.decay()))
        : outcome;
  }
}
