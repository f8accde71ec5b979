package io.plateau.train;

import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rounds in memory: row r of weight w pulls the weights to its target by {@code ½ w ‖θ − target‖²};
 * step s of an epoch is row s. Can be told to spoil the loss of one step, and counts its rounds.
 */
final class QuadraticRounds implements Rounds {
  private final Optimizer optimizer;
  private final int stepsPerRound;
  private final double[] rowWeights;
  private final List<Round> seen = new ArrayList<>();
  private int spoiltEpoch = -1;
  private int convergedEpoch = -1;

  QuadraticRounds(Optimizer optimizer, int stepsPerRound, double... rowWeights) {
    this.optimizer = optimizer;
    this.stepsPerRound = stepsPerRound;
    this.rowWeights = rowWeights;
  }

  /** The second round of that epoch has an infinite loss. */
  QuadraticRounds spoiltIn(int epoch) {
    spoiltEpoch = epoch;
    return this;
  }

  /** The first round of that epoch finds that it has converged. */
  QuadraticRounds convergedIn(int epoch) {
    convergedEpoch = epoch;
    return this;
  }

  List<Round> seen() {
    return seen;
  }

  static double target(int row, int parameter) {
    return 1 + 0.1 * Math.sin(row + 3 * parameter);
  }

  @Override
  public int stepsPerEpoch() {
    return rowWeights.length;
  }

  @Override
  public int stepsPerRound() {
    return stepsPerRound;
  }

  @Override
  public float[] averaged(float[] weights, OptimizerState state) {
    return optimizer.averaged(weights, state);
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    seen.add(round);
    if (round.epoch() == spoiltEpoch && round.firstStep() > 0) {
      return Outcome.of(Double.POSITIVE_INFINITY, 1, 1, 1, state);
    }
    double lossSum = 0;
    double weightSum = 0;
    double norm = Double.NaN;
    OptimizerState after = state;
    for (int i = 0; i < round.steps().size(); i++) {
      int row = round.firstStep() + i;
      double w = rowWeights[row];
      if (w == 0) {
        continue;
      }
      float[] gradient = new float[weights.length];
      double squares = 0;
      for (int p = 0; p < weights.length; p++) {
        double d = weights[p] - target(row, p);
        gradient[p] = (float) d;
        lossSum += 0.5 * w * d * d;
        squares += d * d;
      }
      weightSum += w;
      norm = Math.sqrt(squares);
      after = optimizer.update(weights, gradient, after, round.steps().get(i).rate());
    }
    String converged = round.epoch() == convergedEpoch ? "gradient converged" : null;
    return new Outcome(
        lossSum,
        weightSum,
        round.steps().size(),
        norm,
        after,
        Optional.ofNullable(converged),
        Optional.empty());
  }
}
