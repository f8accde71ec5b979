package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** The same data and job give the same weights wherever and in whatever pieces they are trained. */
class SameBitsTest {
  private static final int ROWS = 600;

  /** What a training came to, to the last bit; the rows in an order of the partitions' own. */
  private static String bits(JavaSparkContext spark, TrainingPlan plan, int partitions) {
    JavaRDD<Example> none = Examples.classified(spark, 0, 3);
    List<Long> numbers = new ArrayList<>();
    for (int number : Key.of(partitions).permutation(ROWS)) {
      numbers.add((long) number);
    }
    JavaRDD<Example> some = spark.parallelize(numbers, partitions).map(Examples::classified);
    JavaRDD<Example> rows = none.union(some).union(none);
    JavaRDD<Example> training = rows.filter(row -> row.values[0] < 1);
    JavaRDD<Example> validation = rows.filter(row -> row.values[0] >= 1);
    TrainingState state =
        Trainings.run(training, Optional.of(validation), shorter(plan), Trainings.options())
            .state();
    StringBuilder text = new StringBuilder();
    for (float weight : state.weights()) {
      text.append(Integer.toHexString(Float.floatToRawIntBits(weight))).append(' ');
    }
    for (EpochRecord epoch : state.history().epochs()) {
      text.append('\n')
          .append(epoch.trainLoss())
          .append(' ')
          .append(epoch.validationLoss())
          .append(' ')
          .append(epoch.metrics())
          .append(' ')
          .append(epoch.gradientNorm());
    }
    return text.toString();
  }

  /** An epoch less than rates and decays are planned for, which fall in the second half. */
  private static TrainingPlan shorter(TrainingPlan plan) {
    return Plans.until(plan, StoppingRule.maxEpochs(3), plan.seed());
  }

  private static Map<String, String> all(JavaSparkContext spark, int partitions) {
    Map<String, String> bits = new LinkedHashMap<>();
    Plans.all().forEach((name, plan) -> bits.put(name, bits(spark, plan, partitions)));
    return bits;
  }

  @Test
  void partitionsCoresAndProcessesChangeNoBit() {
    Map<String, String> once = all(LocalSpark.context(), 1);
    assertThat(once.values()).doesNotHaveDuplicates();
    assertSame(once, "local[1]", 4, Map.of());
    assertSame(once, "local[4]", 24, Map.of());
    // Two threads a task.
    assertSame(once, "local[4]", 3, Map.of("spark.task.cpus", "2"));
    LocalSpark.on(
        "local-cluster[3,1,512]",
        spark -> {
          assertThat(all(spark, 3)).isEqualTo(once);
          // More partitions of shards than executors, which need not start again for it.
          spark.sc().conf().set("spark.default.parallelism", "4");
          assertThat(spark.defaultParallelism()).isEqualTo(4);
          assertThat(all(spark, 3)).isEqualTo(once);
          return null;
        });
  }

  private static void assertSame(
      Map<String, String> once, String master, int partitions, Map<String, String> settings) {
    Map<String, String> elsewhere =
        LocalSpark.on(master, settings, spark -> all(spark, partitions));
    assertThat(elsewhere)
        .as("%d partitions on %s with %s", partitions, master, settings)
        .isEqualTo(once);
  }
}
