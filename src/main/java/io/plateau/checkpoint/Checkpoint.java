package io.plateau.checkpoint;

import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingState;
import java.util.Objects;

/**
 * The whole of a run after an epoch.
 *
 * @param identity of the run
 * @param state to resume from
 */
public record Checkpoint(RunIdentity identity, TrainingState state) {
  public Checkpoint {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(state, "state");
  }

  /** Epochs done. */
  public int epoch() {
    return state.history().size();
  }
}
