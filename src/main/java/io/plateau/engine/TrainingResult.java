package io.plateau.engine;

import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingState;

/**
 * The result of a training on Spark.
 *
 * @param state the last state, with history and the reason for stopping
 * @param rows trained on, those of weight 0 not counted
 * @param shards the rows were dealt to
 * @param blas that multiplied the matrices on the driver's machine
 * @param identity all that decided the weights, the content of the rows in one fingerprint
 * @param time of the epochs made, those before a checkpoint not counted
 */
public record TrainingResult(
    TrainingState state,
    long rows,
    int shards,
    String blas,
    RunIdentity identity,
    TrainingTime time) {}
