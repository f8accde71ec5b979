package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.engine.shard.TaskBytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankedBitsTest {
  /** Both in lists; one in counts, either way around; both in counts. */
  @ParameterizedTest
  @CsvSource({
    "16, 1, 0",
    "16, 1000, 700",
    "16, 100000, 70000",
    "16, 262144, 1",
    "16, 300000, 5",
    "16, 5, 300000",
    "16, 300000, 300000",
    "8, 1, 0",
    "8, 200, 70",
    "8, 1024, 1",
    "8, 5, 5000",
    "8, 5000, 5000"
  })
  void ranksAreThoseOfTheSortedNumbers(int width, int first, int second) {
    Random random = new Random(first);
    int[] numbers = random.ints(first + second, 0, 1 << width).toArray();
    numbers[0] = (1 << width) - 1;
    for (boolean sent : new boolean[] {false, true}) {
      RankedBits bits = new RankedBits(width);
      RankedBits others = new RankedBits(width);
      for (int i = 0; i < numbers.length; i++) {
        // The upper bits are not looked at
        (i < first ? bits : others).add(numbers[i] | random.nextInt() << width);
      }
      bits = sent ? sent(bits) : bits;
      bits.add(sent ? sent(others) : others);

      int[] sorted = Arrays.stream(numbers).sorted().toArray();
      for (int rank : new int[] {0, sorted.length / 3, sorted.length / 2, sorted.length - 1}) {
        int number = sorted[rank];
        assertThat(bits.at(rank)).isEqualTo(number);
        assertThat(bits.less(number))
            .isEqualTo(Arrays.stream(numbers).filter(x -> x < number).count());
      }
      bits.add(0); // after it was asked
      assertThat(bits.at(0)).isZero();
      assertThat(bits.at(1)).isEqualTo(sorted[0]);
    }
  }

  private static RankedBits sent(RankedBits bits) {
    return TaskBytes.read(TaskBytes.write(bits));
  }

  @Test
  void manyOfANumberAreAddedAtOnce() {
    for (long n : new long[] {0, 1, 1000, 300_000, 1L << 40}) {
      RankedBits bits = new RankedBits(16);
      bits.add(7, n);
      bits.add(3, 1);
      bits.add(9, n);
      assertThat(bits.less(0xffff)).isEqualTo(2 * n + 1);
      assertThat(bits.at(0)).isEqualTo(3);
      if (n > 0) {
        assertThat(bits.at(n)).isEqualTo(7);
        assertThat(bits.at(n + 1)).isEqualTo(9);
      }
    }
  }

  /** Numbers take a byte or two, and counts no more than a few for each value. */
  @Test
  void fewBytesAreSent() {
    Random random = new Random(1);
    for (int n : new int[] {1000, 20_000, 200_000, 1_000_000}) {
      RankedBits bits = new RankedBits(16);
      random.ints(n).forEach(bits::add);
      assertThat(TaskBytes.write(bits).length).isLessThan(Math.min(n + n / 4, 1 << 17) + 500);
    }
    RankedBits one = new RankedBits(16);
    one.add(5, 1_000_000);
    assertThat(TaskBytes.write(one).length).isLessThan(500);
  }
}
