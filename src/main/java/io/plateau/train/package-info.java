/**
 * The training loop as an iterator of states, stopping rules and history. No Spark, no clock, no
 * log. Depends on {@code optim} and {@code math}.
 *
 * <pre>{@code
 * Trainer trainer =
 *     new Trainer(
 *         rounds, validation, rates,
 *         StoppingRule.plateau(Monitor.VALIDATION_LOSS, 8, 1e-4).or(StoppingRule.maxEpochs(60)),
 *         Monitor.VALIDATION_LOSS, System::nanoTime);
 * TrainingState end =
 *     trainer.run(TrainingState.start(weights, optimizer.start(weights.length)), listener);
 * float[] best = end.kept();
 * }</pre>
 */
package io.plateau.train;
