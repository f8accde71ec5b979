/**
 * Rounds of broadcast, map and ordered sum: each makes of weights and the optimizer's memory those
 * of the next step, or of several. Those of few rows are made within one task, to the same bits.
 *
 * <p>{@link io.plateau.engine.round.RoundInput} is what tasks are sent, {@link
 * io.plateau.engine.round.StepRows} the rows of a step in a shard and their gradient, {@link
 * io.plateau.engine.round.Partial} what a task returns, and {@code PairwiseSum} adds up shards
 * along a fixed tree. The kinds of rounds are {@code train}'s {@link io.plateau.train.Rounds}:
 * {@link io.plateau.engine.round.SynchronousRounds}, {@link
 * io.plateau.engine.round.LocalStepsRounds}, {@link io.plateau.engine.round.QuasiNewtonRounds}, and
 * of one shard {@link io.plateau.engine.round.EpochRounds} and {@link
 * io.plateau.engine.round.ShardRounds}:
 *
 * <pre>{@code
 * TrainingLoss loss = TrainingLoss.distributed(jobs, rows, plan);
 * Rounds rounds = new SynchronousRounds(loss, adam, plan.rounds().stepsPerEpoch(rows.rows()));
 * }</pre>
 *
 * <p>Knows RDDs; depends on {@code engine.shard}, {@code engine.threads}, {@code spec}, {@code
 * train}, {@code optim}, {@code nn}, {@code nn.loss} and {@code math}.
 */
package io.plateau.engine.round;
