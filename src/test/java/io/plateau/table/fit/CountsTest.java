package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.engine.shard.TaskBytes;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Counts of both kinds against those of a sorted map. */
class CountsTest {
  private final Random random = new Random(8);

  @Test
  void pagesCountAllNumbersOfSixteenBits() {
    PagedCounts counts = new PagedCounts();
    PagedCounts others = new PagedCounts();
    TreeMap<Integer, Long> expected = new TreeMap<>();
    for (int i = 0; i < 5000; i++) {
      int number = i < 2 ? 0xffff * i : random.nextInt(1 << 16) & random.nextInt(1 << 16);
      (i % 3 == 0 ? counts : others).add(number, i + 1);
      expected.merge(number, i + 1L, Long::sum);
    }
    counts.add(others);
    assertThat(counts.counted())
        .containsExactly(expected.keySet().stream().mapToInt(i -> i).toArray());
    expected.forEach((number, count) -> assertThat(counts.count(number)).isEqualTo(count));
    assertThat(counts.count(0xfffe)).isZero();
    PagedCounts read = TaskBytes.read(TaskBytes.write(counts));
    assertThat(read.counted()).containsExactly(counts.counted());
    expected.forEach((number, count) -> assertThat(read.count(number)).isEqualTo(count));
  }

  /** Of a column of a thousand there may be hundreds of such counts, in each of its partitions. */
  @Test
  void takeFewBytes() {
    PagedCounts counts = new PagedCounts();
    NumberCounts numbers = new NumberCounts();
    for (int i = 0; i < 300; i++) {
      counts.add(Float.floatToIntBits((float) random.nextGaussian()) >>> 16, 1);
      numbers.add(random.nextGaussian(), 1, 1000);
    }
    assertThat(TaskBytes.write(counts)).hasSizeLessThan(1500);
    assertThat(TaskBytes.write(numbers)).hasSizeLessThan(300 * 9 + 300);
    for (int i = 0; i < 100_000; i++) {
      counts.add(Float.floatToIntBits((float) random.nextGaussian()) >>> 16, 1);
    }
    assertThat(TaskBytes.write(counts)).hasSizeLessThan(15_000);
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

  @Test
  void fewNumbersAreCountedAsMany() {
    for (int different : new int[] {1, 511, 512, 513, 600}) {
      PagedCounts counts = new PagedCounts();
      TreeMap<Integer, Long> expected = new TreeMap<>();
      for (int i = 0; i < 3 * different; i++) {
        int number = i % different * 109 & 0xffff;
        counts.add(number, 2);
        expected.merge(number, 2L, Long::sum);
      }
      assertThat(counts.counted())
          .containsExactly(expected.keySet().stream().mapToInt(i -> i).toArray());
      expected.forEach((number, count) -> assertThat(counts.count(number)).isEqualTo(count));
      assertThat(counts.count(0xffff)).isZero();
    }
  }
}
