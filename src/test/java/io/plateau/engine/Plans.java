package io.plateau.engine;

import io.plateau.nn.Column;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.optim.Clipping;
import io.plateau.optim.Lbfgs;
import io.plateau.optim.Parts;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import io.plateau.spec.MemberSpec;
import io.plateau.spec.NetworkSpec;
import io.plateau.spec.Recipe;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.ScheduleSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingPlan;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.StoppingRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One plan for each way training goes. */
public final class Plans {
  public static final Network NETWORK =
      Network.of(4, new int[] {7, 5}, 3, Activations.named("gelu")).withDropout(0.1, 0.2);

  private Plans() {}

  static TrainingPlan plan(Solver solver, int batchSize, int localSteps, int shards) {
    return new TrainingPlan(
        solver instanceof Solver.Gradient ? NETWORK : NETWORK.withDropout(0, 0),
        Initialization.of(Initializer.AUTO),
        Losses.named("softmaxCrossEntropy"),
        Losses.named("softmaxCrossEntropy").metrics(),
        solver,
        new RoundsSpec(batchSize, localSteps, shards),
        StoppingRule.maxEpochs(4),
        Monitor.VALIDATION_LOSS,
        17);
  }

  /** All of the recipe for tables, but small, and a weight decay that falls. */
  static TrainingPlan tabular(int batchSize, int localSteps, int shards) {
    return tabular(Values.NONE, List.of(7, 5), batchSize, localSteps, shards);
  }

  static TrainingPlan tabular(
      Values values, List<Integer> hidden, int batchSize, int localSteps, int shards) {
    TrainingSpec spec =
        TrainingSpec.of(
            values
                .with(Recipe.NAME, "tabular")
                .with(NetworkSpec.HIDDEN, hidden)
                .with(RoundsSpec.BATCH_SIZE, batchSize)
                .with(RoundsSpec.LOCAL_STEPS, localSteps)
                .with(RoundsSpec.SHARDS, shards)
                .with(ScheduleSpec.WEIGHT_DECAY, "flatCosine")
                .with(StoppingSpec.MAX_EPOCHS, 4)
                .with(TrainingSpec.SEED, 17L));
    Column pieces = spec.network().columns().number(new Numbers(1), List.of(-1f, 0f, 0.5f));
    Column periodic = new Periodic(new Numbers(3), 16, 3, 0.1);
    return spec.plan(List.of(pieces, periodic), 3, LabelType.CLASS, true);
  }

  /** The gradient of a rule, and an average of the weights. */
  static Solver.Gradient averaging(String rule) {
    Solver.Gradient plain = gradient(rule);
    return new Solver.Gradient(plain.optimizer().averaging(0.9), plain.rates());
  }

  static Solver.Gradient gradient(String rule) {
    return new Solver.Gradient(
        Rules.chain(
            Rules.named(rule),
            new Clipping(Double.POSITIVE_INFINITY, 5),
            new Regularization(1e-4, 1e-3, 1e-3),
            Parts.penalized(NETWORK.penalized()),
            1),
        new Rates(0.01, Schedules.named("cosine", Map.of(), 4, 1), null));
  }

  static Map<String, TrainingPlan> all() {
    Map<String, TrainingPlan> plans = new LinkedHashMap<>();
    plans.put("mini-batches", plan(gradient("adam"), 64, 1, 8));
    plans.put("full batch", plan(gradient("nadam"), 0, 1, 8));
    plans.put("recipe for tables", tabular(64, 1, 8));
    plans.put("recipe for tables, local steps", tabular(64, 3, 8));
    Values residual = Values.NONE.with(NetworkSpec.BLOCK, "residual");
    plans.put("residual blocks", tabular(residual, List.of(6, 6), 64, 1, 8));
    Values members = Values.NONE.with(MemberSpec.COUNT, 3);
    plans.put("separate members", tabular(members, List.of(6), 64, 3, 8));
    plans.put("local steps", plan(gradient("nadam"), 64, 3, 8));
    plans.put("one shard", plan(gradient("nadam"), 300, 1, 1));
    plans.put("average of one shard", plan(averaging("adam"), 300, 1, 1));
    plans.put("average of local steps", plan(averaging("nadam"), 64, 3, 8));
    plans.put(
        "l-bfgs",
        plan(new Solver.QuasiNewton(new Lbfgs(10, 1e-6, 0, 1e-4, NETWORK.penalized())), 0, 1, 5));
    return plans;
  }

  /** The plan with another end and seed. */
  static TrainingPlan until(TrainingPlan plan, StoppingRule stopping, long seed) {
    return with(plan, plan.network(), stopping, plan.monitor(), seed);
  }

  /** The plan with other parts. */
  static TrainingPlan with(
      TrainingPlan plan, Network network, StoppingRule stopping, Monitor monitor, long seed) {
    return new TrainingPlan(
        network,
        plan.initialization(),
        plan.loss(),
        plan.metrics(),
        plan.solver(),
        plan.rounds(),
        stopping,
        monitor,
        seed);
  }
}
