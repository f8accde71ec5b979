package io.plateau.optim;

import java.io.Serializable;

/**
 * L-BFGS, or OWL-QN where l1 is positive, by Breeze; full batch.
 *
 * @param memory pairs kept, 10 as in Spark's MLPC
 * @param tolerance of Breeze's convergence checks
 * @param l1 of the penalised parameters
 * @param l2 of the penalised parameters
 * @param penalised pairs of first index and index after the last
 */
public record Lbfgs(int memory, double tolerance, double l1, double l2, int[] penalised)
    implements Serializable {
  /** One iteration's result; {@code converged} says why no further step helps, or is null. */
  public record Step(OptimizerState state, double value, double gradientNorm, String converged) {}

  /** Before the first iteration; evaluates nothing. */
  public OptimizerState start(int parameters) {
    throw new UnsupportedOperationException();
  }

  /** One iteration, with as many evaluations as its line search needs; overwrites theta. */
  public Step step(Objective objective, float[] theta, OptimizerState state) {
    throw new UnsupportedOperationException();
  }
}
