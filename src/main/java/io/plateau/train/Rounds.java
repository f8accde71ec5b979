package io.plateau.train;

import io.plateau.optim.OptimizerState;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The rounds of a training, on a cluster or in memory. A round is the work between two moments at
 * which the driver holds the weights: one step or several.
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

  /** What may help where the loss or its gradient is no longer finite, a clause. */
  default String remedy() {
    return "a lower learning rate may help, or the optimizer adam or a clipNorm of 1 where they are not set";
  }

  /**
   * The weights that are measured and kept after a round, such as an average of those that the next
   * round starts from. No copy.
   */
  default float[] averaged(float[] weights, OptimizerState state) {
    return weights;
  }

  /**
   * Which round it is.
   *
   * @param epoch from 1
   * @param firstStep of the round in its epoch, from 0
   * @param steps what holds in each of its steps
   */
  record Round(int epoch, int firstStep, List<Rates.Step> steps) implements Serializable {
    public Round {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The result of a round.
   *
   * @param lossSum weighted sum of the loss over the round's rows
   * @param weight total weight of those rows
   * @param rows their number
   * @param gradientNorm of the last step's mean gradient; of no meaning where the weight is 0
   * @param state the optimizer's, after the round
   * @param converged why no further step can improve, or empty
   * @param score of the weights after the round, where the round has measured the validation rows
   */
  record Outcome(
      double lossSum,
      double weight,
      long rows,
      double gradientNorm,
      OptimizerState state,
      Optional<String> converged,
      Optional<Validation.Score> score) {

    /** A round whose rows weigh nothing, so that the optimizer has made no step. */
    public static Outcome empty(OptimizerState state) {
      return of(0, 0, 0, 0, state);
    }

    /** A round after which further steps may improve. */
    public static Outcome of(
        double lossSum, double weight, long rows, double gradientNorm, OptimizerState state) {
      return new Outcome(
          lossSum, weight, rows, gradientNorm, state, Optional.empty(), Optional.empty());
    }

    /** The same round with another state of the optimizer. */
    public Outcome with(OptimizerState other) {
      return new Outcome(lossSum, weight, rows, gradientNorm, other, converged, score);
    }

    /** The same round, after which no further step can improve, and why. */
    public Outcome converged(String why) {
      return new Outcome(lossSum, weight, rows, gradientNorm, state, Optional.of(why), score);
    }

    /** The same round, which has measured the validation rows. */
    public Outcome scored(Validation.Score measured) {
      return new Outcome(
          lossSum, weight, rows, gradientNorm, state, converged, Optional.of(measured));
    }

    /** Whether the rows weigh nothing, so that there is neither a mean loss nor a gradient. */
    public boolean isEmpty() {
      return weight == 0;
    }

    /** Whether loss and gradient are numbers, where there are any. */
    public boolean finite() {
      return isEmpty() || (Double.isFinite(lossSum) && Double.isFinite(gradientNorm));
    }
  }
}
