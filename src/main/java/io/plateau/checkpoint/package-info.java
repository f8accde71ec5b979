/**
 * Durable states of a training, from which it resumes with the same bits after a crash, on any
 * Hadoop file system. Checkpoints are JSON and raw little-endian numbers with lengths and SHA-256;
 * reading one never deserializes objects, never instantiates a class that a file names, and
 * validates before it allocates. A lease keeps a second driver out of the folder. Depends on {@code
 * files}, {@code store}, {@code train} and {@code optim} and on Hadoop's file systems; not on
 * Spark.
 *
 * <pre>{@code
 * try (CheckpointedRun run = CheckpointedRun.open(plan, configuration, identity)) {
 *   TrainingState start = run.resumed().map(trainer::resumed).orElse(fresh);
 *   run.finish(trainer.run(start, run.listener()));
 * }
 * }</pre>
 */
package io.plateau.checkpoint;
