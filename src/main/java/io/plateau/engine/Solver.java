package io.plateau.engine;

import io.plateau.optim.Lbfgs;
import io.plateau.optim.Optimizer;
import io.plateau.train.Rates;

/** How weights are improved. */
public sealed interface Solver {
  /** Steps along the gradient of mini-batches, at a rate for each step. */
  record Gradient(Optimizer optimizer, Rates rates) implements Solver {}

  /** Full-batch L-BFGS or OWL-QN; an epoch is an iteration. */
  record QuasiNewton(Lbfgs lbfgs) implements Solver {}
}
