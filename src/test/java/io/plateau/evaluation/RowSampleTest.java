package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSampleTest {
  private static final Key KEY = Key.of(3);

  private static JavaRDD<Example> rows(List<Float> values, int partitions) {
    return LocalSpark.context()
        .parallelize(values, partitions)
        .map(value -> Example.dense(new float[] {value}, new float[] {0}, 1));
  }

  private static List<Float> sample(List<Float> values, int partitions, int most, int n, Key key) {
    RowSample sample = RowSample.of(rows(values, partitions), values.size(), 1, most, key);
    return sample.features(n).stream().map(row -> row[0]).toList();
  }

  private static Map<Float, Long> counts(List<Float> values) {
    return values.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void ofRowsThatDifferThoseOfTheSmallestHashesAreChosen() {
    List<Float> values = IntStream.range(0, 3000).mapToObj(i -> (float) i).toList();
    RowContent content = new RowContent(1, false, KEY);
    List<Float> expected =
        values.stream()
            .sorted(Comparator.comparingLong(v -> content.hash(new float[] {v})))
            .limit(200)
            .toList();
    assertThat(sample(values, 3, 200, 200, KEY)).isEqualTo(expected);
    assertThat(sample(values, 5, 200, 50, KEY)).isEqualTo(expected.subList(0, 50));
  }

  @Test
  void fewRowsAreAllInItAsOftenAsTheyOccur() {
    List<Float> values = List.of(1f, 2f, 1f, 1f, 3f, 2f);
    assertThat(counts(sample(values, 3, 10, 10, KEY))).isEqualTo(counts(values));
    assertThat(sample(List.of(), 1, 10, 10, KEY)).isEmpty();
  }

  /** Of few kinds each has its share; the sample is that of any order and partitions. */
  @Test
  void equalRowsHaveTheirShare() {
    List<Float> values = new ArrayList<>();
    IntStream.range(0, 20_000).forEach(i -> values.add((float) Math.floor(Math.sqrt(i % 36))));
    List<Float> shuffled = new ArrayList<>(values);
    Collections.reverse(shuffled);
    for (int seed = 0; seed < 5; seed++) {
      List<Float> drawn = sample(values, 2, 512, 512, Key.of(seed));
      assertThat(drawn).hasSize(512);
      Map<Float, Long> all = counts(values);
      counts(drawn)
          .forEach((v, n) -> assertThat(n * 20_000 / 512.0).isCloseTo(all.get(v), within(41.0)));
      assertThat(sample(shuffled, 9, 512, 512, Key.of(seed))).isEqualTo(drawn);
    }
  }

  /** Half of the rows are one, each other one is alone; there are more than are collected. */
  @Test
  void oneRowOfManyCopiesHasItsShare() {
    List<Float> values =
        IntStream.range(0, 140_000).mapToObj(i -> i % 2 == 0 ? -1f : (float) i).toList();
    for (int seed = 0; seed < 5; seed++) {
      List<Float> drawn = sample(values, 4, 512, 400, Key.of(seed));
      assertThat(drawn).hasSize(400);
      // Of the others 400 stand for all, drawn with a deviation of one in twenty at most
      assertThat(counts(drawn).get(-1f)).isCloseTo(200, within(40L));
    }
  }

  @Test
  void countsAreExactInAnyPartitions() {
    List<Float> values = new ArrayList<>();
    for (int v = 1; v <= 60; v++) {
      values.addAll(Collections.nCopies(v, (float) v));
    }
    Collections.shuffle(values, new Random(1));
    RowContent content = new RowContent(1, false, KEY);
    for (int partitions : new int[] {1, 2, 17, 100}) {
      RowCounts counts = RowCounts.of(rows(values, partitions), values.size(), content, hash -> 41);
      assertThat(counts.counts())
          .containsExactlyInAnyOrder(LongStream.rangeClosed(41, 60).toArray());
    }
  }

  /** Of small partitions each row is enough for its share; together they are not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 200})
  void differentRowsAreNotLookedForByTheDriver(int partitions) {
    int n = 200_000;
    JavaRDD<Example> rows =
        LocalSpark.context()
            .parallelize(IntStream.range(0, n).boxed().toList(), partitions)
            .map(i -> Example.dense(new float[] {i % 10_000 == 0 ? -1 : i}, new float[] {0}, 1));
    RowContent content = new RowContent(1, false, KEY);
    long[] candidates = CommonContents.of(rows, n, content, hash -> n / 20_000.0);
    assertThat(candidates).isSorted().hasSizeLessThanOrEqualTo(20_000);
    RowCounts counts = RowCounts.of(rows, n, content, hash -> n / 20_000.0);
    assertThat(counts.counts()).containsExactly(20);
    assertThat(candidates).contains(counts.hashes());
  }

  /** Few rows are collected in one pass, with the counts of the passes over many. */
  @Test
  void fewRowsAreCountedAsManyAre() {
    List<float[]> values =
        IntStream.range(0, 5000)
            .mapToObj(i -> new float[] {i % 7, i % 3 / 2f, i % 11 > 5 ? 2 : 1})
            .toList();
    JavaRDD<Example> rows =
        LocalSpark.context()
            .parallelize(values, 6)
            .map(v -> Example.dense(new float[] {v[0]}, new float[] {v[1]}, v[2]));
    DistinctRows distinct = DistinctRows.of(rows, 5000, 1, KEY).orElseThrow();
    for (boolean labeled : new boolean[] {true, false}) {
      RowContent content = new RowContent(1, labeled, KEY);
      RowCounts few = distinct.counts(labeled, hash -> 110);
      RowCounts many = RowCounts.of(rows, 5000, content, hash -> 110);
      assertThat(few.hashes()).isNotEmpty().containsExactly(many.hashes());
      assertThat(few.counts()).containsExactly(many.counts());
      assertThat(few.holders()).containsExactly(many.holders());
    }
    assertThat(DistinctRows.of(rows, 1 << 18, 1, KEY)).isEmpty();
  }
}
