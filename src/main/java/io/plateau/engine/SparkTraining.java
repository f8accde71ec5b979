package io.plateau.engine;

import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.engine.round.DistributedValidation;
import io.plateau.engine.round.EpochRounds;
import io.plateau.engine.round.ShardScores;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Blas;
import io.plateau.math.Counted;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rounds;
import io.plateau.train.RunIdentity;
import io.plateau.train.StopRequest;
import io.plateau.train.Trainer;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import io.plateau.train.Validation;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training from rows to weights, on Spark. */
public final class SparkTraining {
  private static final Logger LOG = LoggerFactory.getLogger(SparkTraining.class);

  private SparkTraining() {}

  /**
   * How a plan wants so many rows packed. A training that is resumed keeps the number of shards
   * that it was begun with, where the plan leaves it open.
   */
  public static ShardLayout layout(
      TrainingPlan plan, Census census, RunControl control, Configuration hadoop) {
    return control
        .checkpoints()
        .filter(folder -> plan.rounds().shards() == 0)
        .flatMap(folder -> CheckpointedRun.identity(folder, hadoop))
        .map(identity -> identity.facts().get(PlanIdentity.SHARDS))
        .map(shards -> layout(plan.withShards(Integer.parseInt(shards)), census))
        .orElseGet(() -> layout(plan, census));
  }

  /** How a plan wants so many rows packed. */
  public static ShardLayout layout(TrainingPlan plan, Census census) {
    int width = plan.network().inputs();
    return new ShardLayout(
        width,
        plan.loss().targets(plan.network().outputs()),
        plan.rounds().shards() > 0 ? plan.rounds().shards() : shards(plan, census, width),
        census.partitions(width),
        census.sparse(width),
        plan.seed());
  }

  /**
   * One for small trainings in mini-batches; follows from the job and the rows alone. The networks
   * of an ensemble are trained as each would be alone.
   */
  private static int shards(TrainingPlan plan, Census census, int width) {
    int batchSize = plan.rounds().batchSize();
    long operations = plan.network().operations() / plan.network().separateNetworks();
    return batchSize > 0 && census.small(width, operations) ? 1 : census.shards(width, batchSize);
  }

  /**
   * Trains until the plan's stopping rule gives a reason.
   *
   * @param dealt rows that are packed as {@link #layout} says; they stay open
   * @throws io.plateau.checkpoint.CheckpointException where the folder of checkpoints cannot be
   *     used for this training
   */
  public static TrainingResult run(DealtRows dealt, TrainingPlan plan, RunOptions options) {
    LOG.info(
        "training {} on {} rows in {}; matrix products by {}",
        plan.network(),
        dealt.training().rows(),
        Counted.of(dealt.training().shards(), dealt.layout().sparse() ? "sparse shard" : "shard"),
        Blas.get().description());
    TrainingResult result = quiet(dealt, plan, options);
    LOG.info("{}: {}", result.state().stop().detail(), result.time());
    return result;
  }

  /** {@link #run} without a word in the log. */
  static TrainingResult quiet(DealtRows dealt, TrainingPlan plan, RunOptions options) {
    ShardedRows rows = dealt.training();
    SparkContext spark = rows.rdd().context();
    TrainingListener listener = options.listener();
    StopRequest request = options.control().request();
    try (SpilledSnapshot snapshot = new SpilledSnapshot(SpilledSnapshot.LARGE);
        TaskRows inTask = TaskRows.suits(dealt, plan) ? TaskRows.of(dealt, plan) : null) {
      SparkRound jobs = new SparkRound(spark);
      SparkRound scoring = new SparkRound(spark);
      Rounds rounds = PlanRounds.of(dealt, inTask, plan, jobs);
      Trainer trainer =
          PlanRounds.trainer(plan, rounds, validation(dealt, plan, rounds, scoring), request);
      RunIdentity identity = PlanIdentity.of(plan, options.initialWeights(), dealt);
      listener.begin(identity);
      final long started = System.nanoTime();
      final LongAdder announcing = new LongAdder();
      final boolean stretches = inTask != null && EpochStretches.suit(plan, rounds, options);
      EpochTrial trial = new EpochTrial(dealt, plan, rounds, stretches);
      Start start =
          new Start(
              identity,
              () -> PlanRounds.start(plan, options.initialWeights(), jobs, rows),
              state -> {
                long from = System.nanoTime();
                listener.starts(
                    rows.rows(),
                    plan.stopping().most(),
                    () -> trial.seconds(state.weights(), new SparkRound(spark), inTask));
                announcing.add(System.nanoTime() - from);
              });
      Epochs epochs =
          stretches
              ? (first, kept, shown) ->
                  new EpochStretches(jobs, inTask, plan, identity, options.control().checkpoints())
                      .run(first.get(), kept, shown, request)
              : (first, kept, shown) -> trainer.run(first, kept.and(shown), snapshot);
      TrainingState end = train(epochs, trainer, start, options, spark);
      long nanos = System.nanoTime() - started - announcing.sum();
      TrainingTime time = time(jobs, scoring, rounds, nanos * 1e-9);
      return new TrainingResult(
          end, rows.rows(), rows.shards(), Blas.get().description(), identity, time);
    }
  }

  /** What measures the validation rows after each epoch, unless its rounds do. */
  private static Optional<Validation> validation(
      DealtRows dealt, TrainingPlan plan, Rounds rounds, SparkRound scoring) {
    ShardScores scores = new ShardScores(plan.network(), plan.measured());
    return rounds instanceof EpochRounds
        ? Optional.empty()
        : dealt.validation().map(rows -> new DistributedValidation(scoring, rows).by(scores));
  }

  /**
   * How a run starts.
   *
   * @param fresh makes the state before the first epoch
   * @param told of the state that training starts from
   */
  private record Start(
      RunIdentity identity, Supplier<TrainingState> fresh, Consumer<TrainingState> told) {
    /** The saved state, or a fresh one. */
    TrainingState from(Optional<TrainingState> saved) {
      TrainingState state = saved.orElseGet(fresh);
      if (state.unfinished()) {
        told.accept(state);
      }
      return state;
    }
  }

  /** Epochs from a state to the end. */
  @FunctionalInterface
  private interface Epochs {
    /** First what is kept, then what is shown: a listener may fail. */
    TrainingState run(Supplier<TrainingState> first, TrainingListener kept, TrainingListener shown);
  }

  /** Trains from the newest checkpoint, where there is one, and keeps new ones. */
  private static TrainingState train(
      Epochs epochs, Trainer trainer, Start start, RunOptions options, SparkContext spark) {
    TrainingListener listener = options.listener();
    if (options.control().checkpoints().isEmpty()) {
      return epochs.run(() -> start.from(Optional.empty()), TrainingListener.NONE, listener);
    }
    try (CheckpointedRun saved =
        CheckpointedRun.open(
            options.control().checkpoints().get(), spark.hadoopConfiguration(), start.identity)) {
      saved.requireAtMost(trainer.stopping());
      TrainingState end =
          epochs.run(
              () -> {
                Optional<TrainingState> before = saved.resumed().map(trainer::resumed);
                before.ifPresent(listener::resumed);
                return start.from(before);
              },
              saved.listener(),
              listener);
      saved.finish(end);
      return end;
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
}
