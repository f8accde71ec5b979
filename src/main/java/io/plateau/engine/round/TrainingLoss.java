package io.plateau.engine.round;

import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import io.plateau.spec.TrainingPlan;

/**
 * The loss of a network on the training rows, and its gradient.
 *
 * @param sums over those rows
 * @param seed of the order of rows and of dropout
 */
public record TrainingLoss(ShardSum sums, Network network, Loss loss, long seed) {
  /** Of a plan on the rows of a cluster: one Spark job for each sum. */
  public static TrainingLoss distributed(SparkRound jobs, ShardedRows rows, TrainingPlan plan) {
    return of(new DistributedSum(jobs, rows), plan);
  }

  /**
   * Of a plan on all training rows in a task, to the same bits.
   *
   * @param cores of this process, at most so many threads share the shards
   */
  public static TrainingLoss inTask(ShardGroup rows, int cores, TrainingPlan plan) {
    return of(new GroupSum(rows, cores), plan);
  }

  private static TrainingLoss of(ShardSum sums, TrainingPlan plan) {
    return new TrainingLoss(sums, plan.network(), plan.loss(), plan.seed());
  }

  StepRows steps(int epoch, int steps) {
    return new StepRows(network, loss, epoch, steps, seed);
  }

  /**
   * The sum of loss and gradient over all shards in one step, or null without rows.
   *
   * @param description as Spark's UI shows it
   * @param dropout factor of the rates of dropout
   */
  Partial gradientSum(
      String description, StepRows steps, int step, double dropout, float[] weights) {
    return sums.of(
        description,
        RoundInput.of(weights),
        weights.length,
        new GradientWork(steps, step, dropout));
  }
}
