package io.plateau.engine;

import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.initial.BiasInitializer;
import io.plateau.nn.initial.Initialization;
import io.plateau.optim.Schedule;
import io.plateau.optim.Schedules;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.RunIdentity;
import java.util.Arrays;
import java.util.Optional;

/**
 * The identity of a plan on its rows. When training ends is not part of it, so that a training may
 * be made longer; a schedule that spans the epochs is.
 */
final class PlanIdentity {
  /** Name of the fact. */
  static final String SHARDS = "shards";

  private PlanIdentity() {}

  private record Rows(long count, double weight, String fingerprint) {
    static Rows of(ShardedRows rows) {
      return new Rows(rows.rows(), rows.weight(), "%016x".formatted(rows.fingerprint()));
    }
  }

  static RunIdentity of(TrainingPlan plan, Optional<float[]> initial, DealtRows rows) {
    RunIdentity.Builder facts =
        RunIdentity.builder()
            .fact("network", plan.network().layers())
            .fact(
                "initial weights",
                initial
                    .map(weights -> "given, " + Integer.toHexString(Arrays.hashCode(weights)))
                    .orElse(plan.initialization().weights().word()))
            .fact("initial biases", biases(plan.initialization(), initial))
            .fact("output of zeros", zeroOutputs(plan.initialization(), initial))
            .fact("loss", plan.loss())
            .fact("batch size", plan.rounds().batchSize())
            .fact("local steps", plan.rounds().localSteps())
            .fact(SHARDS, rows.training().shards())
            .fact("seed", plan.seed())
            .fact("monitor", plan.monitor())
            .fact("training rows", Rows.of(rows.training()))
            .fact("validation rows", rows.validation().map(Rows::of).orElse(null));
    plan.solver()
        .match(
            gradient ->
                facts
                    .fact("optimizer", gradient.optimizer().rules())
                    .fact("learning rate", gradient.rates().base())
                    .fact("schedule", gradient.rates().schedule())
                    .fact("reduction on plateau", gradient.rates().reduction())
                    .fact("dropout over time", changing(gradient.rates().dropout()))
                    .fact("weight decay over time", changing(gradient.rates().decay())),
            quasiNewton -> facts.fact("optimizer", quasiNewton.lbfgs()));
    return facts.build();
  }

  /** What biases begin as, or null for zeros and where weights are given. */
  private static String biases(Initialization how, Optional<float[]> initial) {
    return initial.isPresent() || how.biases() == BiasInitializer.ZERO ? null : how.biases().word();
  }

  /** True, or null where the last layer begins as all others, and where weights are given. */
  private static Boolean zeroOutputs(Initialization how, Optional<float[]> initial) {
    return initial.isEmpty() && how.zeroOutputs() ? true : null;
  }

  /** A schedule, or null for one that changes nothing, as in runs before there was a choice. */
  private static Schedule changing(Schedule schedule) {
    return schedule instanceof Schedules.Constant ? null : schedule;
  }
}
