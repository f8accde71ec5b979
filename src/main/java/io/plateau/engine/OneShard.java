package io.plateau.engine;

import io.plateau.engine.round.EpochRounds;
import io.plateau.engine.round.ShardSteps;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.CachedRdd;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardPair;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.threads.Cores;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rounds;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a training in mini-batches that has one shard, where one executor holds them, those
 * for validation beside those to train on. Closing frees the pair, not the shards.
 */
record OneShard(JavaRDD<ShardPair> pairs, long rows) implements AutoCloseable {

  /** Whether there is one shard, and a step takes a part of its rows. */
  static boolean suits(DealtRows dealt, TrainingPlan plan) {
    return plan.rounds().batchSize() > 0
        && dealt.training().shards() == 1
        && dealt.validation().filter(rows -> rows.shards() > 1).isEmpty();
  }

  /** The pair of a training's shards; null unless it {@link #suits}. */
  static OneShard of(DealtRows dealt, TrainingPlan plan) {
    if (!suits(dealt, plan)) {
      return null;
    }
    ShardedRows training = dealt.training();
    Optional<ShardedRows> validation = dealt.validation();
    JavaRDD<ShardPair> pairs =
        validation
            .map(rows -> training.rdd().zipPartitions(rows.rdd(), OneShard::pair))
            .orElseGet(() -> training.rdd().mapPartitions(own -> pair(own, null)));
    // Cached, so that all rounds run where both are; the shards are the same objects.
    return new OneShard(
        CachedRdd.of(pairs, "rows of one shard", StorageLevel.MEMORY_ONLY()), training.rows());
  }

  /** The pair of the one shard of each; null for no others. */
  private static Iterator<ShardPair> pair(Iterator<Shard> training, Iterator<Shard> validation) {
    Shard others = validation == null ? null : validation.next();
    return List.of(new ShardPair(training.next(), others)).iterator();
  }

  Rounds rounds(SparkRound jobs, TrainingPlan plan) {
    ShardSteps steps = ShardSteps.of(plan, rows);
    return new EpochRounds(
        jobs,
        pairs,
        steps,
        EpochRounds.stepsPerRound(
            steps.stepsPerEpoch(),
            plan.network().operations(),
            (double) rows / steps.stepsPerEpoch()),
        Cores.ofExecutor(pairs.context()));
  }

  @Override
  public void close() {
    pairs.unpersist(false);
  }
}
