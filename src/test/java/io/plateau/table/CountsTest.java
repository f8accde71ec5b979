package io.plateau.table;

import static org.assertj.core.api.Assertions.assertThat;

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
  }
}
