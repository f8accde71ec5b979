package io.plateau.checkpoint;

import io.plateau.train.TrainingState;
import java.util.Objects;

/**
 * All of a run after an epoch.
 *
 * @param job that it is of
 * @param state to go on from
 */
public record Checkpoint(JobIdentity job, TrainingState state) {
  public Checkpoint {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(state, "state");
  }

  /** Epochs done. */
  public int epoch() {
    return state.history().size();
  }
}
