package io.plateau.checkpoint;

import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingState;

/**
 * The whole of a run after an epoch.
 *
 * @param identity of the run
 * @param state to resume from
 */
public record Checkpoint(RunIdentity identity, TrainingState state) {
  /** Epochs done. */
  public int epoch() {
    return state.history().size();
  }
}
