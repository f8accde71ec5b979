package io.plateau.engine;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.train.StopRequest;
import java.util.Objects;

/**
 * How a training survives and how it is stopped; nothing in it changes the weights of an epoch.
 *
 * @param checkpoints where to keep them and whether to go on from one, or null for none
 * @param request ends the training early, in a state to resume from
 */
public record RunControl(CheckpointPlan checkpoints, StopRequest request) {
  public RunControl {
    Objects.requireNonNull(request, "request");
  }

  /** Without checkpoints, until the stopping rule ends it. */
  public static RunControl none() {
    return new RunControl(null, new StopRequest());
  }
}
