package io.plateau.engine.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.Examples;
import io.plateau.engine.Plans;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardSumTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 93, 1000})
  void slicesAddedOnExecutorsAreTheSumOfTheDriver(int slice) {
    JavaSparkContext spark = LocalSpark.context();
    SparkRound jobs = new SparkRound(spark.sc());
    float[] theta = Plans.NETWORK.initialize(Initializer.AUTO, Key.of(1));
    try (ShardedRows rows =
        ShardedRows.deal(
            Examples.classified(spark, 300, 3),
            new ShardLayout(4, 1, 13, 1, false, 3),
            "training rows")) {
      StepRows step = new StepRows(Plans.NETWORK, Losses.named("softmaxCrossEntropy"), 1, 4, 5);
      GradientTask task = new GradientTask(step, 2, 1, rows.partitioner());
      Partial whole =
          new ShardSum(jobs, rows).of("whole", RoundInput.of(theta), theta.length, task);
      Partial sliced =
          new ShardSum(jobs, rows)
              .sliced("sliced", RoundInput.of(theta), theta.length, slice, task);
      assertThat(sliced.sum).containsExactly(whole.sum);
      assertThat(sliced.loss).isEqualTo(whole.loss);
      assertThat(sliced.weight).isEqualTo(whole.weight);
      assertThat(sliced.rows).isEqualTo(whole.rows);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 64})
  void alsoWithoutRows(int slice) {
    JavaSparkContext spark = LocalSpark.context();
    SparkRound jobs = new SparkRound(spark.sc());
    try (ShardedRows rows =
        ShardedRows.deal(
            Examples.classified(spark, 3, 1),
            new ShardLayout(4, 1, 2, 1, false, 3),
            "training rows")) {
      assertThat(
              new ShardSum(jobs, rows)
                  .sliced(
                      "none",
                      RoundInput.of(new float[10]),
                      10,
                      slice,
                      (floats, shards) -> java.util.Collections.emptyIterator()))
          .isNull();
    }
  }
}
