package io.plateau.train;

import io.plateau.optim.OptimizerState;
import java.util.function.Supplier;

/** Lets an epoch overwrite arrays, and gives back the state before it where it is cut short. */
@FunctionalInterface
public interface Undo {
  /** Has epochs work on copies, so that nobody ever overwrites a state. */
  Undo COPY = state -> new Start(state.weights().clone(), state.optimizer().copy(), () -> state);

  /** What the epoch after a state starts from. */
  Start of(TrainingState state);

  /**
   * @param weights of the state, for the epoch to overwrite
   * @param optimizer of the state, its arrays for the epoch to overwrite
   * @param before gives the state back, once at most
   */
  record Start(float[] weights, OptimizerState optimizer, Supplier<TrainingState> before) {}
}
