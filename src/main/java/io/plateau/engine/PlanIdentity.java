package io.plateau.engine;

import io.plateau.engine.shard.ShardedRows;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.RunIdentity;
import java.util.Arrays;

/**
 * The identity of a plan on its rows. When training ends is not part of it, so that a training may
 * be made longer; a schedule that spans the epochs is.
 */
final class PlanIdentity {
  private PlanIdentity() {}

  private record Rows(long count, double weight, String fingerprint) {
    static Rows of(ShardedRows rows) {
      return rows == null
          ? null
          : new Rows(rows.rows(), rows.weight(), "%016x".formatted(rows.fingerprint()));
    }
  }

  static RunIdentity of(
      TrainingPlan plan, float[] initial, ShardedRows rows, ShardedRows validation) {
    RunIdentity.Builder facts =
        RunIdentity.builder()
            .fact("network", plan.network().layers())
            .fact(
                "initial weights",
                initial == null
                    ? plan.initializer()
                    : "given, " + Integer.toHexString(Arrays.hashCode(initial)))
            .fact("loss", plan.loss())
            .fact("batch size", plan.rounds().batchSize())
            .fact("local steps", plan.rounds().localSteps())
            .fact("shards", rows.shards())
            .fact("seed", plan.seed())
            .fact("monitor", plan.monitor())
            .fact("training rows", Rows.of(rows))
            .fact("validation rows", Rows.of(validation));
    plan.solver()
        .match(
            gradient ->
                facts
                    .fact("optimizer", gradient.optimizer().rules())
                    .fact("learning rate", gradient.rates().base())
                    .fact("schedule", gradient.rates().schedule())
                    .fact("reduction on plateau", gradient.rates().reduction()),
            quasiNewton -> facts.fact("optimizer", quasiNewton.lbfgs()));
    return facts.build();
  }
}
