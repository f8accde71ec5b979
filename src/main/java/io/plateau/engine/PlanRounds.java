package io.plateau.engine;

import io.plateau.engine.round.LocalStepsRounds;
import io.plateau.engine.round.QuasiNewtonRounds;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.SynchronousRounds;
import io.plateau.engine.round.TrainingLoss;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.optim.Optimizer;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rounds;
import io.plateau.train.StopRequest;
import io.plateau.train.Trainer;
import io.plateau.train.TrainingState;
import io.plateau.train.Validation;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds that a plan asks for on given rows, the state that they start from, their trainer. */
final class PlanRounds {
  private static final Logger LOG = LoggerFactory.getLogger(PlanRounds.class);

  private PlanRounds() {}

  /** The state before the first step. */
  static TrainingState start(
      TrainingPlan plan, Optional<float[]> initial, SparkRound jobs, ShardedRows rows) {
    float[] weights = initial.map(float[]::clone).orElseGet(() -> initialized(plan, jobs, rows));
    if (weights.length != plan.network().parameters()) {
      throw new IllegalArgumentException(
          "%s takes %s initial weights, got %s"
              .formatted(plan.network(), plan.network().parameters(), weights.length));
    }
    return TrainingState.start(weights, plan.solver().start(weights.length));
  }

  private static float[] initialized(TrainingPlan plan, SparkRound jobs, ShardedRows rows) {
    Optional<Matrix> sample =
        plan.initialization().needsSample()
            ? Optional.of(StartSample.of(jobs, rows, plan.network()))
            : Optional.empty();
    return plan.network()
        .initialize(plan.initialization(), Key.of(plan.seed()).with("weights"), sample);
  }

  /**
   * Rounds of a plan, in Spark jobs.
   *
   * @param inTask rows that one executor holds, or null
   */
  static Rounds of(DealtRows dealt, TaskRows inTask, TrainingPlan plan, SparkRound jobs) {
    if (inTask != null && inTask.inBatches()) {
      return inTask.rounds(jobs, plan);
    }
    TrainingLoss loss = TrainingLoss.distributed(jobs, dealt.training(), plan);
    return plan.solver()
        .match(
            gradient -> gradientRounds(loss, plan, gradient.optimizer(), dealt.training()),
            quasiNewton -> new QuasiNewtonRounds(loss, quasiNewton.lbfgs()));
  }

  /**
   * The trainer of a plan.
   *
   * @param validation of epochs whose rounds do not measure the validation rows
   */
  static Trainer trainer(
      TrainingPlan plan, Rounds rounds, Optional<Validation> validation, StopRequest request) {
    return new Trainer(
        rounds,
        plan.solver().rates(),
        plan.stopping(),
        validation,
        plan.monitor(),
        System::nanoTime,
        request);
  }

  private static Rounds gradientRounds(
      TrainingLoss loss, TrainingPlan plan, Optimizer optimizer, ShardedRows rows) {
    int steps = plan.rounds().stepsPerEpoch(rows.rows());
    int localSteps = localSteps(plan, optimizer, rows, steps);
    return localSteps == 1
        ? new SynchronousRounds(loss, optimizer, steps)
        : new LocalStepsRounds(loss, optimizer, steps, localSteps);
  }

  private static int localSteps(
      TrainingPlan plan, Optimizer optimizer, ShardedRows rows, int steps) {
    int parameters = plan.network().parameters();
    int slots = optimizer.slots();
    if (plan.rounds().localSteps() > 0) {
      int set = Math.min(steps, plan.rounds().localSteps());
      LocalSteps.require(set, parameters, slots);
      return set;
    }
    double shardRows = (double) rows.rows() / steps / rows.shards();
    int chosen = LocalSteps.auto(parameters, slots, shardRows, steps);
    LOG.info("localSteps: auto is {} of {} steps an epoch", chosen, steps);
    return chosen;
  }
}
