package io.plateau.engine;

import io.plateau.train.TrainingListener;
import java.util.Optional;

/**
 * Everything about a training on Spark but its rows and its plan.
 *
 * @param initialWeights weights to start from, which are not changed, or empty for random ones
 * @param listener is told of the epochs made here, not of those before a checkpoint
 * @param control checkpoints, and how to stop the training
 */
public record RunOptions(
    Optional<float[]> initialWeights, TrainingListener listener, RunControl control) {}
