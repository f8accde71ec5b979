package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.engine.shard.TaskBytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Counts of both kinds against those of a sorted map. */
class CountsTest {
  private final Random random = new Random(8);

  @Test
  void bucketsCountNumbersByTheUpperHalfOfTheirBits() {
    Buckets counts = new Buckets();
    Buckets others = new Buckets();
    TreeMap<Integer, Long> expected = new TreeMap<>();
    Map<Integer, Set<Float>> values = new HashMap<>();
    for (int i = 0; i < 5000; i++) {
      double number = i < 2 ? (2 * i - 1) * Double.MAX_VALUE : Math.exp(20 * random.nextGaussian());
      number = i % 3 > 0 ? number : Math.rint(random.nextGaussian()) + 0.0; // never −0
      (random.nextBoolean() ? counts : others).add(number, i + 1);
      int bucket = NumberBits.ofFloat(number) >>> 16;
      expected.merge(bucket, i + 1L, Long::sum);
      float value = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, number));
      values.computeIfAbsent(bucket, b -> new HashSet<>()).add(value);
    }
    counts.add(others);
    for (Buckets all : List.of(counts, TaskBytes.<Buckets>read(TaskBytes.write(counts)))) {
      assertThat(all.size()).isEqualTo(5000L * 5001 / 2);
      assertThat(all.counted())
          .containsExactly(expected.keySet().stream().mapToInt(i -> i).toArray());
      expected.forEach(
          (bucket, count) -> {
            assertThat(all.count(bucket)).isEqualTo(count);
            assertThat(all.isValue(bucket)).isEqualTo(values.get(bucket).size() == 1);
          });
      assertThat(all.count(0xffff)).isZero();
    }
    assertThat(values.values()).extracting(Set::size).contains(1, 2);
  }

  /** As they are for a scale: a frequent 0 has bins beside it where other numbers are p-values. */
  @Test
  void theSmallestNumbersAreZero() {
    Buckets buckets = new Buckets();
    for (double x : new double[] {0, 1e-42, 1e-44, 1e-300}) {
      buckets.add(x, 1);
    }
    assertThat(buckets.counted()).hasSize(1);
    assertThat(buckets.isValue(buckets.counted()[0])).isTrue();
  }

  /** Of a column of a thousand there may be hundreds of such counts, in each of its partitions. */
  @Test
  void takeFewBytes() {
    Buckets buckets = new Buckets();
    NumberCounts numbers = new NumberCounts();
    for (int i = 0; i < 300; i++) {
      buckets.add(random.nextGaussian(), 1);
      numbers.add(random.nextGaussian(), 1, 1000);
    }
    assertThat(TaskBytes.write(buckets)).hasSizeLessThan(2500);
    assertThat(TaskBytes.write(numbers)).hasSizeLessThan(300 * 9 + 300);
    for (int i = 0; i < 100_000; i++) {
      buckets.add(random.nextGaussian(), 1);
    }
    assertThat(TaskBytes.write(buckets)).hasSizeLessThan(15_000);
  }

  @Test
  void numbersAreCountedUpToALimit() {
    NumberCounts counts = new NumberCounts();
    TreeMap<Double, Long> expected = new TreeMap<>();
    for (int i = 0; i < 5000; i++) {
      double number = random.nextInt(400) * (i % 2 == 0 ? 1 : -0x1p-40) + 0.0;
      assertThat(counts.add(number, 2, 1000)).isTrue();
      expected.merge(number, 2L, Long::sum);
    }
    assertThat(counts.size()).isEqualTo(expected.size());
    assertThat(counts.numbers())
        .containsExactly(expected.keySet().stream().mapToDouble(x -> x).toArray());
    expected.forEach((number, count) -> assertThat(counts.count(number)).isEqualTo(count));
    assertThat(counts.add(0.5, 1, expected.size())).isFalse();
    assertThat(counts.add(expected.lastKey(), 1, expected.size())).isTrue();
    assertThat(counts.count(0.5)).isZero();
    NumberCounts read = TaskBytes.read(TaskBytes.write(counts));
    assertThat(read.numbers()).containsExactly(counts.numbers());
    expected.forEach(
        (number, count) -> assertThat(read.count(number)).isEqualTo(counts.count(number)));
  }
}
