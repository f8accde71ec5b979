package io.plateau.spec;

import io.plateau.nn.Network;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.loss.LabelUnit;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Measurement;
import io.plateau.nn.loss.Metric;
import io.plateau.train.Monitor;
import io.plateau.train.StoppingRule;
import java.io.Serializable;
import java.util.List;

/**
 * A training specification resolved for a data set: all that decides the weights but the rows.
 *
 * @param initialization of the parameters
 * @param metrics measured on validation rows after each epoch
 * @param monitor selects the best epoch where there are validation rows
 * @param seed of every random draw
 * @param trial of how many epochs are best: its network and solver
 */
public record TrainingPlan(
    Network network,
    Initialization initialization,
    Loss loss,
    List<Metric> metrics,
    Solver solver,
    RoundsSpec rounds,
    StoppingRule stopping,
    Monitor monitor,
    long seed,
    Trial trial)
    implements Serializable {
  /** A network and its solver: those of the plan, or of one of members that share no weights. */
  public record Trial(Network network, Solver solver) implements Serializable {}

  public TrainingPlan {
    metrics = List.copyOf(metrics);
    if (solver instanceof Solver.QuasiNewton
        && (rounds.batchSize() != 0 || rounds.localSteps() > 1)) {
      throw new IllegalArgumentException(
          "l-bfgs takes all rows at each step: batchSize must be 0 and localSteps 1, got %d and %d"
              .formatted(rounds.batchSize(), rounds.localSteps()));
    }
  }

  /** A plan with trials of its own network. */
  public TrainingPlan(
      Network network,
      Initialization initialization,
      Loss loss,
      List<Metric> metrics,
      Solver solver,
      RoundsSpec rounds,
      StoppingRule stopping,
      Monitor monitor,
      long seed) {
    this(
        network,
        initialization,
        loss,
        metrics,
        solver,
        rounds,
        stopping,
        monitor,
        seed,
        new Trial(network, solver));
  }

  /** What is measured on validation rows after each epoch. */
  public Measurement measured() {
    return new Measurement(loss, metrics, network.outputs());
  }

  /** The same plan for labels that are standardized, of that unit. */
  public TrainingPlan in(LabelUnit unit) {
    List<Metric> own = metrics.stream().map(metric -> metric.in(unit)).toList();
    return new TrainingPlan(
        network, initialization, loss, own, solver, rounds, stopping, monitor, seed, trial);
  }

  /** The same plan with another end. */
  public TrainingPlan until(StoppingRule end) {
    return new TrainingPlan(
        network, initialization, loss, metrics, solver, rounds, end, monitor, seed, trial);
  }

  /** The plan of a trial that has such an end. */
  public TrainingPlan ofTrial(StoppingRule end) {
    return new TrainingPlan(
        trial.network, initialization, loss, metrics, trial.solver, rounds, end, monitor, seed);
  }

  /** The same plan with another number of shards. */
  public TrainingPlan withShards(int shards) {
    return with(solver, new RoundsSpec(rounds.batchSize(), rounds.localSteps(), shards));
  }

  /** The plan of the same network, for trials as well, with another solver and other rounds. */
  public TrainingPlan with(Solver other, RoundsSpec division) {
    return new TrainingPlan(
        network, initialization, loss, metrics, other, division, stopping, monitor, seed);
  }
}
