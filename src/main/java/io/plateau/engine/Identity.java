package io.plateau.engine;

import io.plateau.checkpoint.JobIdentity;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Dense;
import io.plateau.optim.Schedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a training is, for checkpoints: all that decides the weights of an epoch. When it ends is
 * not part of it, so that a training may be made longer; a schedule that spans the epochs is.
 */
final class Identity {
  private Identity() {}

  static JobIdentity of(
      TrainingPlan plan, float[] initial, ShardedRows rows, ShardedRows validation) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("network", plan.network().toString());
    facts.put(
        "activations", plan.network().layers().stream().map(Dense::activation).toList().toString());
    facts.put(
        "initial weights",
        initial == null
            ? plan.initializer()
            : "given, " + Integer.toHexString(Arrays.hashCode(initial)));
    facts.put("loss", plan.loss().toString());
    facts.put("batch size", Integer.toString(plan.batchSize()));
    facts.put("local steps", Integer.toString(plan.localSteps()));
    facts.put("shards", Integer.toString(rows.shards()));
    facts.put("seed", Long.toString(plan.seed()));
    facts.put("monitor", plan.monitor().toString());
    facts.put("training rows", text(rows));
    facts.put("validation rows", validation == null ? "none" : text(validation));
    if (plan.solver() instanceof Solver.Gradient gradient) {
      facts.put("optimizer", gradient.optimizer().rules().toString());
      facts.put("learning rate", Double.toString(gradient.rates().base()));
      facts.put("schedule", text(gradient.rates().schedule()));
      facts.put("reduction on plateau", String.valueOf(gradient.rates().reduction()));
    } else {
      facts.put("optimizer", ((Solver.QuasiNewton) plan.solver()).lbfgs().toString());
    }
    return new JobIdentity(facts);
  }

  private static String text(ShardedRows rows) {
    return "%d of weight %s, fingerprint %016x"
        .formatted(rows.rows(), rows.weight(), rows.fingerprint());
  }

  /** A schedule that is not a value has no text that tells it from others, but it has factors. */
  private static String text(Schedule schedule) {
    if (schedule.getClass().isRecord()) {
      return schedule.toString();
    }
    StringBuilder factors = new StringBuilder("factors");
    for (double epoch = 0; epoch < 64; epoch += 0.5) {
      factors.append(' ').append(schedule.factor(epoch));
    }
    return factors.toString();
  }
}
