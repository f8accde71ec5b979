package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Example;
import io.plateau.train.Rounds;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Executors die, tasks fail: that costs time and changes no bit. */
class ExecutorLossTest {
  private static final int ROWS = 600;

  private static TrainingState train(
      JavaSparkContext spark, JavaRDD<Example> rows, TrainingListener listener) {
    return Trainings.run(
            rows,
            Optional.of(Examples.classified(spark, 100, 2)),
            Plans.all().get("local steps"),
            Trainings.toldTo(listener))
        .state();
  }

  private static float[] undisturbed() {
    JavaSparkContext spark = LocalSpark.context();
    return train(spark, Examples.classified(spark, ROWS, 3), TrainingListener.NONE).weights();
  }

  /** The process ids of the executors. */
  static Set<Long> executors(JavaSparkContext spark) {
    return new HashSet<>(
        spark
            .parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8)
            .map(
                i -> {
                  // Long enough for every executor to get some of the tasks.
                  Thread.sleep(100);
                  return ProcessHandle.current().pid();
                })
            .collect());
  }

  @Test
  void killedExecutorsChangeNoBit() {
    float[] expected = undisturbed();
    int[] killed = {0};
    TrainingState state =
        LocalSpark.on(
            "local-cluster[2,1,512]",
            spark -> {
              long me = ProcessHandle.current().pid();
              return train(
                  spark,
                  Examples.classified(spark, ROWS, 3),
                  new TrainingListener() {
                    @Override
                    public void round(Rounds.Round round, Rounds.Outcome outcome) {
                      // One in the first epoch, all in the third.
                      if (round.firstStep() == 3 && round.epoch() % 2 == 1) {
                        for (long pid : executors(spark)) {
                          assertThat(pid).isNotEqualTo(me);
                          if (round.epoch() == 3 || killed[0] == 0) {
                            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                            killed[0]++;
                          }
                        }
                      }
                    }
                  });
            });
    assertThat(killed[0]).isGreaterThanOrEqualTo(2);
    assertThat(state.weights()).containsExactly(expected);
  }

  @Test
  void tasksThatFailTheFirstTimeChangeNoBit() {
    float[] expected = undisturbed();
    TrainingState state =
        LocalSpark.on(
            "local[2,4]",
            spark -> {
              JavaRDD<Example> rows =
                  Examples.classified(spark, ROWS, 3)
                      .mapPartitions(
                          partition -> {
                            if (TaskContext.get().attemptNumber() == 0) {
                              throw new IllegalStateException("the first attempt fails");
                            }
                            return partition;
                          });
              return train(spark, rows, TrainingListener.NONE);
            });
    assertThat(state.weights()).containsExactly(expected);
  }

  @Test
  void aPoisonRowEndsTheTrainingSoonWithItsPlaceAndLeavesTheContextUsable() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> poisoned =
        Examples.classified(spark, ROWS, 3)
            .mapPartitions(
                partition -> {
                  List<Example> rows = new java.util.ArrayList<>();
                  while (partition.hasNext()) {
                    rows.add(partition.next());
                  }
                  if (TaskContext.getPartitionId() == 1) {
                    Example last = rows.get(rows.size() - 1);
                    rows.set(
                        rows.size() - 1,
                        Example.dense(new float[] {1, 2, 3}, last.target, last.weight));
                  }
                  return rows.iterator();
                });
    assertThatThrownBy(() -> train(spark, poisoned, TrainingListener.NONE))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining(
            "row 200 of partition 1 of the input: a row has 3 features, the network takes 4");
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThat(train(spark, Examples.classified(spark, ROWS, 3), TrainingListener.NONE).weights())
        .containsExactly(undisturbed());
  }
}
