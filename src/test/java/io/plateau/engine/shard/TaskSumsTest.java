package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
    String all = numbers.stream().map(i -> i + ",").collect(Collectors.joining());
    for (int most : List.of(TaskSums.AT_ONCE, 3)) {
      AT_DRIVER.set(0);
      StringBuilder sum =
          TaskSums.addInto(
              new StringBuilder(),
              spark.parallelize(numbers, partitions),
              part -> new StringBuilder(part.next() + ","),
              (into, other) -> {
                if (TaskContext.get() == null) {
                  AT_DRIVER.incrementAndGet();
                }
                into.append(other);
              },
              most);
      assertThat(sum.toString()).isEqualTo(all);
      assertThat(AT_DRIVER.get()).isBetween(1, most);
    }
  }

  private static final AtomicInteger AT_DRIVER = new AtomicInteger();

  private static final Map<Long, Integer> ADDED = new ConcurrentHashMap<>();

  @Test
  void noTaskHoldsMany() {
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
    ADDED.clear();
    TaskSums.addInto(
        new StringBuilder(),
        spark.parallelize(numbers, 100),
        part -> new StringBuilder(part.next() + ","),
        (into, other) -> {
          if (TaskContext.get() != null) { // not at the driver
            ADDED.merge(TaskContext.get().taskAttemptId(), 1, Integer::sum);
          }
          into.append(other);
        },
        3);
    assertThat(ADDED.values()).hasSizeGreaterThan(3).allMatch(added -> added < 4);
  }
}
