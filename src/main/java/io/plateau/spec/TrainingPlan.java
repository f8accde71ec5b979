package io.plateau.spec;

import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import io.plateau.train.Monitor;
import io.plateau.train.StoppingRule;
import java.io.Serializable;

/**
 * A training specification resolved for a data set: all that decides the weights but the rows.
 *
 * @param initializer {@code auto} or a name of {@link io.plateau.nn.Initializer}
 * @param monitor selects the best epoch where there are validation rows
 * @param seed of every random draw
 */
public record TrainingPlan(
    Network network,
    String initializer,
    Loss loss,
    Solver solver,
    RoundsSpec rounds,
    StoppingRule stopping,
    Monitor monitor,
    long seed)
    implements Serializable {
  public TrainingPlan {
    if (solver instanceof Solver.QuasiNewton
        && (rounds.batchSize() != 0 || rounds.localSteps() > 1)) {
      throw new IllegalArgumentException(
          "l-bfgs takes all rows at each step: batchSize must be 0 and localSteps 1, got %d and %d"
              .formatted(rounds.batchSize(), rounds.localSteps()));
    }
  }

  /** The same plan with another number of shards. */
  public TrainingPlan withShards(int shards) {
    return new TrainingPlan(
        network,
        initializer,
        loss,
        solver,
        new RoundsSpec(rounds.batchSize(), rounds.localSteps(), shards),
        stopping,
        monitor,
        seed);
  }
}
