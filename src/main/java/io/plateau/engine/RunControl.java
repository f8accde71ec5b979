package io.plateau.engine;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.train.StopRequest;
import java.util.Optional;

/**
 * Control of a training: how it survives and how it is stopped; nothing in it changes the weights
 * of an epoch.
 *
 * @param checkpoints where they are kept and whether to resume from one, or none
 * @param request ends the training early, in a state to resume from
 */
public record RunControl(Optional<CheckpointPlan> checkpoints, StopRequest request) {}
