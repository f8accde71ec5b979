package io.plateau.engine;

import io.plateau.nn.Loss;
import io.plateau.nn.Network;
import io.plateau.train.Monitor;
import io.plateau.train.StoppingRule;

/**
 * All that decides the weights but the rows.
 *
 * @param initializer {@code auto} or a name of {@link io.plateau.nn.Initializer}
 * @param batchSize rows of a step over all shards, or 0 for all rows
 * @param localSteps steps each shard makes alone in a round, or 0 for a number that follows from
 *     the job
 * @param shards or 0 for a number that follows from the rows
 * @param monitor tells the best epoch where there are validation rows
 * @param seed of every random draw
 */
public record TrainingPlan(
    Network network,
    String initializer,
    Loss loss,
    Solver solver,
    int batchSize,
    int localSteps,
    int shards,
    StoppingRule stopping,
    Monitor monitor,
    long seed) {
  public TrainingPlan {
    atLeast("batchSize", batchSize, 0);
    atLeast("localSteps", localSteps, 0);
    atLeast("shards", shards, 0);
    if (solver instanceof Solver.QuasiNewton && (batchSize != 0 || localSteps > 1)) {
      throw new IllegalArgumentException(
          "l-bfgs takes all rows at each step: batchSize must be 0 and localSteps 1, got "
              + batchSize
              + " and "
              + localSteps);
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }
}
