package io.plateau.spec;

import io.plateau.optim.Lbfgs;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Schedules;
import io.plateau.train.Rates;
import java.io.Serializable;
import java.util.function.Function;

/** Method that improves the weights. */
public sealed interface Solver extends Serializable {
  /** The state before the first step. */
  OptimizerState start(int parameters);

  /** Bytes of its largest state, without the weights. */
  long stateBytes(int parameters);

  /** The learning rate of every step. */
  Rates rates();

  /** The result of the function for this kind of solver. */
  <R> R match(Function<Gradient, R> gradient, Function<QuasiNewton, R> quasiNewton);

  /** Steps along the gradient of mini-batches, at a rate for each step. */
  record Gradient(Optimizer optimizer, Rates rates) implements Solver {
    @Override
    public OptimizerState start(int parameters) {
      return optimizer.start(parameters);
    }

    @Override
    public long stateBytes(int parameters) {
      return (long) Float.BYTES * optimizer.slots() * parameters;
    }

    @Override
    public <R> R match(Function<Gradient, R> gradient, Function<QuasiNewton, R> quasiNewton) {
      return gradient.apply(this);
    }
  }

  /** Full-batch L-BFGS or OWL-QN; an epoch is an iteration. */
  record QuasiNewton(Lbfgs lbfgs) implements Solver {
    @Override
    public OptimizerState start(int parameters) {
      return lbfgs.start(parameters);
    }

    @Override
    public long stateBytes(int parameters) {
      return Double.BYTES * lbfgs.scalars(parameters);
    }

    /** A line search takes the place of a learning rate. */
    @Override
    public Rates rates() {
      return new Rates(1, new Schedules.Constant(), null);
    }

    @Override
    public <R> R match(Function<Gradient, R> gradient, Function<QuasiNewton, R> quasiNewton) {
      return quasiNewton.apply(this);
    }
  }
}
