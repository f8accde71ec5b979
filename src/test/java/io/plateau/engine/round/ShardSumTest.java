package io.plateau.engine.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.Examples;
import io.plateau.engine.Plans;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardSumTest {
  private static StepRows steps(int steps) {
    return new StepRows(Plans.NETWORK, Losses.named("softmaxCrossEntropy"), 1, steps, 5);
  }

  private static ShardedRows deal(int rows, int shards) {
    return ShardedRows.deal(
        Examples.classified(LocalSpark.context(), rows, 3),
        new ShardLayout(4, 1, shards, 1, false, 3),
        "training rows");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 93, 1000})
  void slicesAddedOnExecutorsAreTheSumOfTheDriver(int slice) {
    SparkRound jobs = new SparkRound(LocalSpark.context().sc());
    float[] theta = Plans.NETWORK.initialize(Initializer.AUTO, Key.of(1));
    try (ShardedRows rows = deal(300, 13)) {
      GradientWork work = new GradientWork(steps(4), 2, 1);
      Partial whole =
          new DistributedSum(jobs, rows).of("whole", RoundInput.of(theta), theta.length, work);
      Partial sliced =
          new DistributedSum(jobs, rows)
              .sliced("sliced", RoundInput.of(theta), theta.length, slice, work);
      assertThat(sliced.sum).containsExactly(whole.sum);
      assertThat(sliced.loss).isEqualTo(whole.loss);
      assertThat(sliced.weight).isEqualTo(whole.weight);
      assertThat(sliced.rows).isEqualTo(whole.rows);
    }
  }

  /** Also where shards are empty, and whatever the number of threads. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 100, 512})
  void aTaskAddsUpToTheBitsOfTheCluster(int shards) {
    SparkRound jobs = new SparkRound(LocalSpark.context().sc());
    float[] theta = Plans.NETWORK.initialize(Initializer.AUTO, Key.of(1));
    try (ShardedRows rows = deal(300, shards)) {
      // Spark gives the partitions in any order where it does not know all their places.
      List<Shard> some = new ArrayList<>(rows.rdd().collect());
      Collections.reverse(some);
      ShardGroup group = new ShardGroup(some.iterator());
      assertThat(group.shards()).isSortedAccordingTo(Comparator.comparingInt(Shard::id));
      GradientWork work = new GradientWork(steps(1), 0, 1);
      ShardSum cluster = new DistributedSum(jobs, rows);
      Partial expected = cluster.of("jobs", RoundInput.of(theta), theta.length, work);
      for (int threads = 1; threads <= 3; threads++) {
        ShardSum task = new GroupSum(group, threads);
        Partial sum = task.of("none", RoundInput.of(theta), theta.length, work);
        assertThat(sum.sum).containsExactly(expected.sum);
        assertThat(sum.loss).isEqualTo(expected.loss);
        assertThat(sum.weight).isEqualTo(expected.weight);
        assertThat(sum.rows).isEqualTo(expected.rows).isEqualTo(300);
        assertThat(task.rows()).isEqualTo(cluster.rows());
        assertThat(task.weight()).isEqualTo(cluster.weight());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 64})
  void alsoWithoutRows(int slice) {
    SparkRound jobs = new SparkRound(LocalSpark.context().sc());
    try (ShardedRows rows = deal(3, 2)) {
      assertThat(
              new DistributedSum(jobs, rows)
                  .sliced(
                      "none",
                      RoundInput.of(new float[10]),
                      10,
                      slice,
                      (floats, shard, workspace) -> null))
          .isNull();
    }
  }
}
