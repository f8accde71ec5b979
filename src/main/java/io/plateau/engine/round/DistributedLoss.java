package io.plateau.engine.round;

import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;

/**
 * The loss of a network on the training rows of the cluster, and its gradient: one Spark job for
 * each sum.
 *
 * @param seed of the order of rows and of dropout
 */
public record DistributedLoss(
    SparkRound jobs, ShardedRows rows, Network network, Loss loss, long seed) {

  /** The rows of each step of an epoch. */
  StepRows steps(int epoch, int steps) {
    return new StepRows(network, loss, epoch, steps, seed);
  }

  ShardSum sums() {
    return new ShardSum(jobs, rows);
  }

  /**
   * The sum of loss and gradient over all shards in one step, or null without rows.
   *
   * @param description as Spark's UI shows it
   * @param dropout factor of the rates of dropout
   */
  Partial gradientSum(
      String description, StepRows steps, int step, double dropout, float[] weights) {
    return sums()
        .of(
            description,
            RoundInput.of(weights),
            weights.length,
            new GradientTask(steps, step, dropout, rows.partitioner()));
  }
}
