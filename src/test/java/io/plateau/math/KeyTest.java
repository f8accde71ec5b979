package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTest {
  @Test
  void drawsOfABlockAreThoseOneByOne() {
    Key key = Key.of(7).with("block");
    long[] block = new long[Key.BLOCK];
    for (long first : new long[] {0, 1, 255, 256, 1L << 40, -3}) {
      for (int n : new int[] {0, 1, 100, Key.BLOCK}) {
        key.bits(first, block, n);
        for (int i = 0; i < n; i++) {
          assertThat(block[i]).isEqualTo(key.bits(first + i));
        }
      }
    }
  }
}
