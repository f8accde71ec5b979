package io.plateau.engine;

import io.plateau.engine.round.EpochRounds;
import io.plateau.engine.round.GroupValidation;
import io.plateau.engine.round.QuasiNewtonRounds;
import io.plateau.engine.round.ShardRounds;
import io.plateau.engine.round.ShardScores;
import io.plateau.engine.round.ShardSteps;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.SynchronousRounds;
import io.plateau.engine.round.TrainingLoss;
import io.plateau.engine.shard.CachedRdd;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.threads.Cores;
import io.plateau.nn.Network;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rounds;
import io.plateau.train.StopRequest;
import io.plateau.train.Trainer;
import io.plateau.train.Validation;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a small training where one executor holds them all, those for validation beside those
 * to train on. Closing frees the group, not the shards.
 *
 * @param groups the one group
 * @param rows to train on
 * @param inBatches whether there is one shard, a part of whose rows a step takes
 */
record TaskRows(JavaRDD<ShardGroup> groups, long rows, boolean inBatches) implements AutoCloseable {
  /** Operations that a core does in the time that a Spark job takes beside its work. */
  private static final double OPERATIONS = 1e9;

  /** Bytes of all rows, as dense floats, that one task may hold of several shards. */
  private static final long BYTES = 128L << 20;

  /** Whether there is one shard, a part of whose rows a step takes; or few rows, all in a step. */
  static boolean suits(DealtRows dealt, TrainingPlan plan) {
    ShardedRows training = dealt.training();
    if (inBatches(plan)) {
      return training.shards() == 1
          && dealt.validation().filter(rows -> rows.shards() > 1).isEmpty();
    }
    return few(training, dealt.validation().map(ShardedRows::rows).orElse(0L), plan.network());
  }

  /**
   * Whether one executor is over with a gradient of all rows before the tasks of a Spark job would
   * be, and a task can hold them.
   *
   * @param others rows beside these
   */
  static boolean few(ShardedRows these, long others, Network network) {
    int cores = Math.min(Cores.ofExecutor(these.rdd().context()), these.shards());
    double rows = (double) these.rows() + others;
    return network.operations() * rows <= OPERATIONS * cores
        && Float.BYTES * rows * network.inputs() <= BYTES;
  }

  /** Whether a step takes a part of the rows. */
  private static boolean inBatches(TrainingPlan plan) {
    return plan.rounds().batchSize() > 0;
  }

  /** The rows of a training; null unless it {@link #suits}. */
  static TaskRows of(DealtRows dealt, TrainingPlan plan) {
    if (!suits(dealt, plan)) {
      return null;
    }
    ShardedRows training = dealt.training();
    int shards = training.shards();
    JavaRDD<Shard> own = training.rdd().coalesce(1);
    JavaRDD<ShardGroup> groups =
        dealt
            .validation()
            .map(
                rows ->
                    own.zipPartitions(
                        rows.rdd().coalesce(1), (some, others) -> group(some, others, shards)))
            .orElseGet(
                () -> own.mapPartitions(some -> group(some, Collections.emptyIterator(), shards)));
    // Cached, so that all rounds run where both are; the shards are the same objects.
    return new TaskRows(
        CachedRdd.of(groups, "rows of one task", StorageLevel.MEMORY_ONLY()),
        training.rows(),
        inBatches(plan));
  }

  private static Iterator<ShardGroup> group(
      Iterator<Shard> training, Iterator<Shard> validation, int shards) {
    return List.of(new ShardGroup(training, validation, shards)).iterator();
  }

  /** Rounds in mini-batches of one shard, in a Spark job each. */
  Rounds rounds(SparkRound jobs, TrainingPlan plan) {
    ShardSteps steps = ShardSteps.of(plan, rows);
    return new EpochRounds(
        jobs,
        groups,
        steps,
        EpochRounds.stepsPerRound(
            steps.stepsPerEpoch(),
            plan.network().operations(),
            (double) rows / steps.stepsPerEpoch()),
        Cores.ofExecutor(groups.context()));
  }

  /**
   * The trainer of a plan within a task.
   *
   * @param cores of the executor
   */
  static Trainer trainer(TrainingPlan plan, ShardGroup group, int cores) {
    if (inBatches(plan)) {
      ShardSteps steps = ShardSteps.of(plan, group.rows());
      return trainer(plan, new ShardRounds(group, steps, cores), Optional.empty());
    }
    TrainingLoss loss = TrainingLoss.inTask(group, cores, plan);
    Rounds rounds =
        plan.solver()
            .match(
                gradient -> new SynchronousRounds(loss, gradient.optimizer(), 1),
                quasiNewton -> new QuasiNewtonRounds(loss, quasiNewton.lbfgs()));
    ShardScores scores = new ShardScores(plan.network(), plan.measured());
    return trainer(
        plan,
        rounds,
        Optional.of(group.validation())
            .filter(shards -> !shards.isEmpty())
            .map(shards -> new GroupValidation(shards, cores).by(scores)));
  }

  private static Trainer trainer(
      TrainingPlan plan, Rounds rounds, Optional<Validation> validation) {
    return new Trainer(
        rounds,
        plan.solver().rates(),
        plan.stopping(),
        validation,
        plan.monitor(),
        System::nanoTime,
        new StopRequest());
  }

  @Override
  public void close() {
    groups.unpersist(false);
  }
}
