package io.plateau.train;

import io.plateau.optim.OptimizerState;
import java.util.function.Supplier;

/**
 * Snapshot of the state before an epoch: lets the epoch overwrite arrays, and restores the state
 * where the epoch is interrupted.
 */
@FunctionalInterface
public interface StateSnapshot {
  /** Gives each epoch copies to overwrite, and keeps the state. */
  StateSnapshot COPY =
      state -> new Start(state.weights().clone(), state.optimizer().copy(), () -> state);

  /** The arrays from which the epoch after a state starts. */
  Start of(TrainingState state);

  /**
   * @param weights of the state, for the epoch to overwrite
   * @param optimizer of the state, its arrays for the epoch to overwrite
   * @param before restores the state, once at most
   */
  record Start(float[] weights, OptimizerState optimizer, Supplier<TrainingState> before) {}
}
