package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of texts, whose sums depend on their order. */
class TaskSumsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, TaskSums.AT_ONCE, TaskSums.AT_ONCE + 1, 100})
  void fewReachTheDriverInTheOrderOfThePartitions(int partitions) {
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
    List<StringBuilder> sums =
        TaskSums.collect(
            spark.parallelize(numbers, partitions).map(i -> new StringBuilder(i + ",")),
            StringBuilder::append);
    assertThat(sums).hasSizeBetween(1, TaskSums.AT_ONCE);
    String all = numbers.stream().map(i -> i + ",").collect(Collectors.joining());
    assertThat(String.join("", sums)).isEqualTo(all);
    List<StringBuilder> fewer =
        TaskSums.collect(
            spark.parallelize(numbers, partitions).map(i -> new StringBuilder(i + ",")),
            3,
            StringBuilder::append);
    assertThat(fewer).hasSizeBetween(1, 3);
    assertThat(String.join("", fewer)).isEqualTo(all);
  }

  private static final Map<Long, Integer> ADDED = new ConcurrentHashMap<>();

  @Test
  void noTaskHoldsMany() {
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
    ADDED.clear();
    TaskSums.collect(
        spark.parallelize(numbers, 100).map(i -> new StringBuilder(i + ",")),
        3,
        (into, other) -> {
          ADDED.merge(TaskContext.get().taskAttemptId(), 1, Integer::sum);
          into.append(other);
        });
    assertThat(ADDED.values()).hasSizeGreaterThan(3).allMatch(added -> added < 4);
  }
}
