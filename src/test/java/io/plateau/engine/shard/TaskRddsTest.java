package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class TaskRddsTest {
  private static final List<Integer> NUMBERS = IntStream.range(0, 10).boxed().toList();

  private static JavaRDD<Integer> numbers() {
    return LocalSpark.context().parallelize(NUMBERS, 3);
  }

  private static Iterator<Integer> upTo(int n) {
    return IntStream.range(0, n).iterator();
  }

  private static Iterator<String> joined(Iterator<?> elements) {
    StringBuilder all = new StringBuilder();
    elements.forEachRemaining(all::append);
    return List.of(all.toString()).iterator();
  }

  @Test
  void mapHasOneElementOfEach() {
    assertThat(TaskRdds.map(numbers(), n -> "n" + n).collect())
        .isEqualTo(numbers().map(n -> "n" + n).collect());
  }

  @Test
  void flatMapHasElementsOfEachInTheirOrder() {
    assertThat(TaskRdds.flatMap(numbers(), TaskRddsTest::upTo).collect())
        .isEqualTo(numbers().flatMap(TaskRddsTest::upTo).collect());
  }

  @Test
  void filterHasThoseThatAreKept() {
    assertThat(TaskRdds.filter(numbers(), n -> n % 3 == 1).collect()).containsExactly(1, 4, 7);
  }

  /** A task holds one element at a time where all of them do not fit. */
  @Test
  void elementsAreMadeAsTheyAreAskedFor() {
    JavaRDD<Integer> first =
        TaskRdds.flatMap(
            TaskRdds.map(numbers(), TaskRddsTest::wanted), n -> Stream.of(n, n).iterator());
    assertThat(TaskRdds.mapPartitions(first, all -> List.of(all.next()).iterator()).collect())
        .containsExactly(0, 3, 6);
  }

  /** Fails for all but the first number of each partition. */
  private static int wanted(int number) {
    assertThat(number).isIn(0, 3, 6);
    return number;
  }

  @Test
  void whatCannotBeSerializedFailsTheFirstJob() {
    Object none = new Object();
    JavaRDD<String> rdd = TaskRdds.map(numbers(), n -> n + none.toString());
    assertThatThrownBy(rdd::collect).hasMessageContaining("Task not serializable");
  }

  @Test
  void partitionsAreThoseOfTheOther() {
    assertThat(TaskRdds.mapPartitions(numbers(), TaskRddsTest::joined).collect())
        .containsExactly("012", "345", "6789");
    assertThat(
            TaskRdds.mapPartitionsWithIndex(
                    numbers(), (p, each) -> joined(Stream.of(p, joined(each).next()).iterator()))
                .collect())
        .containsExactly("0012", "1345", "26789");
  }

  @Test
  void zippedPartitionsHaveTheSameNumbers() {
    JavaRDD<String> letters = LocalSpark.context().parallelize(List.of("a", "b", "c", "d"), 3);
    assertThat(
            TaskRdds.zipPartitions(
                    numbers(),
                    letters,
                    (n, l) -> joined(Stream.of(joined(n).next(), joined(l).next()).iterator()))
                .collect())
        .containsExactly("012a", "345b", "6789cd");
  }

  @Test
  void countReadsAllElements() {
    assertThat(TaskResults.count(numbers())).isEqualTo(10);
    assertThat(TaskResults.count(TaskRdds.flatMap(numbers(), TaskRddsTest::upTo))).isEqualTo(45);
  }
}
