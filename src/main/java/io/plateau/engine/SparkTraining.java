package io.plateau.engine;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Blas;
import io.plateau.math.Key;
import io.plateau.nn.Initializer;
import io.plateau.optim.Optimizer;
import io.plateau.optim.Rule;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.DataException;
import io.plateau.train.Rounds;
import io.plateau.train.RunIdentity;
import io.plateau.train.Trainer;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import io.plateau.train.Undo;
import io.plateau.train.Validation;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training from rows to weights, on Spark. */
public final class SparkTraining {
  private static final Logger LOG = LoggerFactory.getLogger(SparkTraining.class);

  /** Bytes of weights and optimizer memory that the driver does not hold twice. */
  private static final long LARGE_STATE = 128L << 20;

  private SparkTraining() {}

  /**
   * Trains until the plan's stopping rule gives a reason. Counts the rows first.
   *
   * @param validation rows set apart, or null
   * @param initial weights to start from, not changed, or null for random ones
   * @throws DataException without a row of positive weight
   */
  public static TrainingResult run(
      JavaSparkContext spark,
      JavaRDD<Example> training,
      JavaRDD<Example> validation,
      TrainingPlan plan,
      float[] initial,
      TrainingListener listener) {
    Census census = JobDescription.during(spark, "counting rows", () -> Census.of(training));
    return run(spark, training, census, validation, plan, initial, listener);
  }

  /** The same as below, without checkpoints. */
  public static TrainingResult run(
      JavaSparkContext spark,
      JavaRDD<Example> training,
      Census census,
      JavaRDD<Example> validation,
      TrainingPlan plan,
      float[] initial,
      TrainingListener listener) {
    return run(spark, training, census, validation, plan, initial, listener, RunControl.none());
  }

  /**
   * Trains until the plan's stopping rule gives a reason. All that is cached or broadcast on the
   * way is freed, also where it fails.
   *
   * @param census of the training rows
   * @param validation rows set apart, or null
   * @param initial weights to start from, not changed, or null for random ones
   * @param listener is told of the epochs made here, not of those before a checkpoint
   * @param control checkpoints, and how to stop it
   * @throws DataException without a row of positive weight
   * @throws io.plateau.checkpoint.CheckpointException where the folder of checkpoints cannot be
   *     used for this training
   */
  public static TrainingResult run(
      JavaSparkContext spark,
      JavaRDD<Example> training,
      Census census,
      JavaRDD<Example> validation,
      TrainingPlan plan,
      float[] initial,
      TrainingListener listener,
      RunControl control) {
    ShardLayout layout = layout(plan, census);
    try (DealtRows rows =
        DealtRows.deal(spark, training, Optional.ofNullable(validation), layout, listener)) {
      return run(spark, rows, plan, initial, listener, control);
    }
  }

  /** How a plan wants so many rows packed. */
  public static ShardLayout layout(TrainingPlan plan, Census census) {
    int width = plan.network().inputs();
    return new ShardLayout(
        width,
        plan.loss().targets(plan.network().outputs()),
        plan.rounds().shards() > 0
            ? plan.rounds().shards()
            : census.shards(width, plan.rounds().batchSize()),
        census.partitions(width),
        census.sparse(width),
        plan.seed());
  }

  /** Trains on rows that are packed as {@link #layout} says; they stay open. */
  public static TrainingResult run(
      JavaSparkContext spark,
      DealtRows dealt,
      TrainingPlan plan,
      float[] initial,
      TrainingListener listener,
      RunControl control) {
    ShardedRows rows = dealt.training();
    ShardedRows apart = dealt.validation().orElse(null);
    int shards = rows.shards();
    try (DiskUndo undo = new DiskUndo(LARGE_STATE)) {
      String blas = Blas.get().description();
      LOG.info(
          "training {} on {} rows in {} {}shards; matrix products by {}",
          plan.network(),
          rows.rows(),
          shards,
          dealt.sparse() ? "sparse " : "",
          blas);
      SparkRound jobs = new SparkRound(spark);
      SparkRound scoring = new SparkRound(spark);
      Validation score =
          apart == null
              ? null
              : new DistributedValidation(scoring, apart, plan.network(), plan.loss());
      Rounds rounds = rounds(jobs, rows, plan);
      Trainer trainer =
          new Trainer(
              rounds,
              score,
              plan.solver().rates(),
              plan.stopping(),
              plan.monitor(),
              System::nanoTime,
              control.request());
      RunIdentity identity = PlanIdentity.of(plan, initial, rows, apart);
      listener.begin(identity);
      final long started = System.nanoTime();
      TrainingState end =
          control.checkpoints() == null
              ? trainer.run(() -> start(plan, initial), listener, undo)
              : train(
                  spark,
                  trainer,
                  () -> start(plan, initial),
                  control.checkpoints(),
                  identity,
                  listener,
                  undo);
      TrainingTime time = time(jobs, scoring, rounds, (System.nanoTime() - started) * 1e-9);
      LOG.info("{}: {}", end.stop().detail(), time);
      return new TrainingResult(end, rows.rows(), shards, blas, identity, time);
    }
  }

  private static TrainingTime time(
      SparkRound jobs, SparkRound scoring, Rounds rounds, double seconds) {
    double compute = jobs.computing() + scoring.computing();
    double waiting = jobs.waiting() + scoring.waiting();
    return new TrainingTime(
        compute,
        waiting,
        Math.max(0, seconds - compute - waiting),
        jobs.count(),
        LocalSteps.advice(
            jobs.computing(), jobs.waiting(), rounds.stepsPerRound(), rounds.stepsPerEpoch()));
  }

  /** Trains from the newest checkpoint, where there is one, and keeps new ones. */
  private static TrainingState train(
      JavaSparkContext spark,
      Trainer trainer,
      Supplier<TrainingState> start,
      CheckpointPlan checkpoints,
      RunIdentity identity,
      TrainingListener listener,
      Undo undo) {
    try (CheckpointedRun saved =
        CheckpointedRun.open(checkpoints, spark.hadoopConfiguration(), identity)) {
      // First what is kept, then what is shown: a listener may fail.
      TrainingState end =
          trainer.run(
              () -> {
                Optional<TrainingState> before = saved.resumed().map(trainer::resumed);
                before.ifPresent(listener::resumed);
                return before.orElseGet(start);
              },
              saved.listener().and(listener),
              undo);
      saved.finish(end);
      return end;
    }
  }

  private static TrainingState start(TrainingPlan plan, float[] initial) {
    float[] weights =
        initial == null
            ? plan.network()
                .initialize(
                    Initializer.named(plan.initializer()), Key.of(plan.seed()).with("weights"))
            : initial.clone();
    if (weights.length != plan.network().parameters()) {
      throw new IllegalArgumentException(
          plan.network()
              + " takes "
              + plan.network().parameters()
              + " initial weights, got "
              + weights.length);
    }
    return TrainingState.start(weights, plan.solver().start(weights.length));
  }

  private static Rounds rounds(SparkRound jobs, ShardedRows rows, TrainingPlan plan) {
    return plan.solver()
        .match(
            gradient -> gradientRounds(jobs, rows, plan, gradient.optimizer()),
            quasiNewton ->
                new QuasiNewtonRounds(
                    jobs, rows, plan.network(), plan.loss(), quasiNewton.lbfgs(), plan.seed()));
  }

  private static Rounds gradientRounds(
      SparkRound jobs, ShardedRows rows, TrainingPlan plan, Optimizer optimizer) {
    int batchSize = plan.rounds().batchSize();
    int steps = batchSize == 0 ? 1 : Math.toIntExact((rows.rows() + batchSize - 1) / batchSize);
    int localSteps = localSteps(plan, optimizer, rows, steps);
    return localSteps == 1
        ? new SynchronousRounds(
            jobs, rows, plan.network(), plan.loss(), optimizer, steps, plan.seed())
        : new LocalStepsRounds(
            jobs, rows, plan.network(), plan.loss(), optimizer, steps, localSteps, plan.seed());
  }

  private static int localSteps(
      TrainingPlan plan, Optimizer optimizer, ShardedRows rows, int steps) {
    if (plan.rounds().localSteps() > 0) {
      return Math.min(steps, plan.rounds().localSteps());
    }
    int parameters = plan.network().parameters();
    int slots = optimizer.rules().stream().mapToInt(Rule::slots).sum();
    double shardRows = (double) rows.rows() / steps / rows.shards();
    int chosen = LocalSteps.auto(parameters, slots, shardRows, steps);
    LOG.info("localSteps: auto is {} of {} steps an epoch", chosen, steps);
    return chosen;
  }
}
