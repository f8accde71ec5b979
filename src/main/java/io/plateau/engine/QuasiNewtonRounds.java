package io.plateau.engine;

import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Loss;
import io.plateau.nn.Network;
import io.plateau.optim.Lbfgs;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds of one iteration of L-BFGS, each with as many full-batch jobs as its line search needs.
 */
record QuasiNewtonRounds(
    SparkRound jobs, ShardedRows rows, Network network, Loss loss, Lbfgs lbfgs, long seed)
    implements Rounds {

  @Override
  public int stepsPerEpoch() {
    return 1;
  }

  @Override
  public int stepsPerRound() {
    return 1;
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    StepRows all = new StepRows(network, loss, round.epoch(), 1, seed);
    int[] evaluations = {0};
    Lbfgs.Step step =
        lbfgs.step(
            (theta, gradient) -> {
              Partial sum =
                  SynchronousRounds.gradientSum(
                      jobs,
                      "iteration " + round.epoch() + ", evaluation " + ++evaluations[0],
                      rows,
                      all,
                      0,
                      theta);
              MeanGradient.divide(sum);
              System.arraycopy(sum.sum, 0, gradient, 0, gradient.length);
              return sum.loss / sum.weight;
            },
            weights,
            state);
    return new Outcome(
        step.value() * rows.weight(),
        rows.weight(),
        rows.rows(),
        step.gradientNorm(),
        step.state(),
        step.converged());
  }
}
