package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvesTest {
  /** Both in lists; one in counts, either way around; both in counts. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1000, 700", "262144, 1", "300000, 5", "5, 300000", "300000, 300000"})
  void ranksAreThoseOfTheSortedNumbers(int first, int second) {
    Random random = new Random(first);
    int[] numbers = random.ints(first + second, 0, 1 << 16).toArray();
    numbers[0] = 0xffff;
    Halves halves = new Halves();
    Halves others = new Halves();
    for (int i = 0; i < numbers.length; i++) {
      // The upper half is not looked at
      (i < first ? halves : others).add(numbers[i] | random.nextInt() << 16);
    }
    halves.add(others);

    Arrays.sort(numbers);
    for (int rank : new int[] {0, numbers.length / 3, numbers.length / 2, numbers.length - 1}) {
      assertThat(halves.at(rank)).isEqualTo(numbers[rank]);
    }
    halves.add(0); // after it was asked
    assertThat(halves.at(0)).isZero();
    assertThat(halves.at(1)).isEqualTo(numbers[0]);
  }
}
