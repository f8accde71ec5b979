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
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TrainingShards;
import io.plateau.engine.threads.Cores;
import io.plateau.nn.Network;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rounds;
import io.plateau.train.StopRequest;
import io.plateau.train.Trainer;
import io.plateau.train.Validation;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a small training where one executor holds them all, those for validation beside those
 * to train on. Closing frees what the task holds, not the shards they are dealt to.
 *
 * @param shards of all rows, in one task
 * @param rows to train on
 * @param inBatches whether there is one shard, a part of whose rows a step takes
 */
record TaskRows(JavaRDD<TrainingShards> shards, long rows, boolean inBatches)
    implements AutoCloseable {
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
   * Whether a task can hold all rows, and its executor computes a gradient of them in the time that
   * a Spark job takes beside its work: 10⁹ operations for each of its cores that has a shard.
   *
   * @param others rows beside these
   */
  static boolean few(ShardedRows these, long others, Network network) {
    int cores = Math.min(Cores.ofExecutor(these.rdd().context()), these.shards());
    double rows = (double) these.rows() + others;
    // The numbers of a row's target are no more than the outputs, and it may have a weight.
    int numbers = network.inputs() + network.outputs() + 1;
    return network.operations() * rows <= OPERATIONS * cores
        && Float.BYTES * rows * numbers <= BYTES;
  }

  /** Whether a step takes a part of the rows. */
  private static boolean inBatches(TrainingPlan plan) {
    return plan.rounds().batchSize() > 0;
  }

  /** The rows of a training that {@link #suits}. */
  static TaskRows of(DealtRows dealt, TrainingPlan plan) {
    JavaRDD<ShardGroup> training = dealt.training().group();
    JavaRDD<TrainingShards> shards =
        dealt
            .validation()
            .map(rows -> TaskRdds.zipPartitions(training, rows.group(), TaskRows::both))
            .orElseGet(() -> TaskRdds.map(training, group -> new TrainingShards(group, null)));
    // Cached, so that all tasks run where all shards are. Those that were cached in this executor
    // before are the same objects.
    return new TaskRows(
        CachedRdd.of(shards, "rows of one task", StorageLevel.MEMORY_ONLY()),
        dealt.training().rows(),
        inBatches(plan));
  }

  private static Iterator<TrainingShards> both(
      Iterator<ShardGroup> training, Iterator<ShardGroup> validation) {
    return List.of(new TrainingShards(training.next(), validation.next())).iterator();
  }

  /** Rounds in mini-batches of one shard, in a Spark job each. */
  Rounds rounds(SparkRound jobs, TrainingPlan plan) {
    ShardSteps steps = ShardSteps.of(plan, rows);
    return new EpochRounds(
        jobs, shards, steps, steps.stepsPerRound(rows), Cores.ofExecutor(shards.context()));
  }

  /**
   * The trainer of a plan within a task.
   *
   * @param cores of the executor
   */
  static Trainer trainer(TrainingPlan plan, TrainingShards shards, int cores) {
    if (inBatches(plan)) {
      ShardSteps steps = ShardSteps.of(plan, shards.training().rows());
      Rounds rounds = new ShardRounds(shards, steps, cores);
      return PlanRounds.trainer(plan, rounds, Optional.empty(), new StopRequest());
    }
    TrainingLoss loss = TrainingLoss.inTask(shards.training(), cores, plan);
    Rounds rounds =
        plan.solver()
            .match(
                gradient -> new SynchronousRounds(loss, gradient.optimizer(), 1),
                quasiNewton -> new QuasiNewtonRounds(loss, quasiNewton.lbfgs()));
    ShardScores scores = new ShardScores(plan.network(), plan.measured());
    Optional<Validation> validation =
        shards.validation().map(rows -> new GroupValidation(rows, cores).by(scores));
    return PlanRounds.trainer(plan, rounds, validation, new StopRequest());
  }

  @Override
  public void close() {
    shards.unpersist(false);
  }
}
