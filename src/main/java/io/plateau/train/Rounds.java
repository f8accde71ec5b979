package io.plateau.train;

import io.plateau.optim.OptimizerState;

/**
 * Where training steps are made: on a cluster, or in memory. A round is what is done between two
 * times the driver holds the weights, one step or several.
 */
public interface Rounds {
  /** Steps in an epoch, at least 1. */
  int stepsPerEpoch();

  /** Steps in a round, at least 1; the last round of an epoch may have fewer. */
  int stepsPerRound();

  /**
   * Makes one round. <em>Overwrites</em> {@code weights} and the arrays of {@code state}, unless
   * the loss or the gradient is not finite: then both stay as they were. A step whose rows weigh 0
   * together has no gradient and makes no update.
   */
  Outcome advance(Round round, float[] weights, OptimizerState state);

  /**
   * Which round it is.
   *
   * @param epoch from 1
   * @param firstStep of the round in its epoch, from 0
   * @param rates learning rates of its steps
   */
  record Round(int epoch, int firstStep, double[] rates) {}

  /**
   * What a round came to.
   *
   * @param lossSum weighted sum of the loss over the round's rows
   * @param weight total weight of those rows
   * @param rows their number
   * @param gradientNorm of the last step's mean gradient; of no meaning where the weight is 0
   * @param state the optimizer's, after the round
   * @param converged why no further step can improve, or null to go on
   */
  record Outcome(
      double lossSum,
      double weight,
      long rows,
      double gradientNorm,
      OptimizerState state,
      String converged) {

    /** Whether the rows weigh nothing, so that there is neither a mean loss nor a gradient. */
    public boolean empty() {
      return weight == 0;
    }

    /** Whether loss and gradient are numbers, where there are any. */
    public boolean finite() {
      return empty() || (Double.isFinite(lossSum) && Double.isFinite(gradientNorm));
    }
  }
}
