/**
 * The training loop as an iterator of states, stopping rules and history. No Spark, no clock, no
 * log. Depends on {@code optim} and {@code math}.
 *
 * <pre>{@code
 * Trainer trainer =
 *     new Trainer(
 *         rounds,
 *         rates,
 *         plateau(VALIDATION_LOSS, 8, 1e-4).or(maxEpochs(60)),
 *         Optional.of(validation),
 *         VALIDATION_LOSS,
 *         System::nanoTime,
 *         new StopRequest());
 * TrainingState end =
 *     trainer.run(TrainingState.start(weights, optimizer.start(weights.length)), listener);
 * float[] best = end.kept();
 * }</pre>
 */
package io.plateau.train;
