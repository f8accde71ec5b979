package io.plateau.engine.round;

import io.plateau.optim.Lbfgs;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds of one iteration of L-BFGS, each with as many sums over all rows as its line search needs.
 */
public record QuasiNewtonRounds(TrainingLoss loss, Lbfgs lbfgs) implements Rounds {

  @Override
  public int stepsPerEpoch() {
    return 1;
  }

  @Override
  public int stepsPerRound() {
    return 1;
  }

  @Override
  public String remedy() {
    return "features, and labels of a regression, scaled to mean 0 and variance 1 may help";
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    StepRows all = loss.steps(round.epoch(), 1);
    int[] evaluations = {0};
    Lbfgs.Step step =
        lbfgs.step(
            (theta, gradient) -> {
              Partial sum =
                  loss.gradientSum(
                      "iteration " + round.epoch() + ", evaluation " + ++evaluations[0],
                      all,
                      0,
                      1,
                      theta);
              sum.divide();
              System.arraycopy(sum.sum, 0, gradient, 0, gradient.length);
              return sum.loss / sum.weight;
            },
            weights,
            state);
    double weight = loss.sums().weight();
    Outcome outcome =
        Outcome.of(
            step.value() * weight, weight, loss.sums().rows(), step.gradientNorm(), step.state());
    return step.converged() == null ? outcome : outcome.converged(step.converged());
  }
}
