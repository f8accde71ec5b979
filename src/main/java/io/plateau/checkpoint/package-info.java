/**
 * All that a training is, on any Hadoop file system, so that it goes on with the same bits after a
 * crash. Checkpoints are JSON and raw little-endian numbers with lengths and SHA-256; reading one
 * never deserialises objects, never instantiates a class that a file names, and validates before it
 * allocates. A lease keeps a second driver out of the folder. Depends on {@code train} and {@code
 * optim}, Hadoop's file systems and Jackson; not on Spark.
 *
 * <pre>{@code
 * try (CheckpointedRun run = CheckpointedRun.open(plan, configuration, job)) {
 *   TrainingState start = run.resumed().orElse(fresh);
 *   run.finish(trainer.run(start, run.listener()));
 * }
 * }</pre>
 */
package io.plateau.checkpoint;
