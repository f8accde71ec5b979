package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;

/** Wanted upper bits of numbers of 32 bits, 16 or 24 of them, each with a place among them. */
final class Prefixes implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int HALF = 16;
  private static final int BYTE = 8;
  private static final int LAST = (1 << BYTE) - 1;

  /** Ascending. */
  private final int[] wanted;

  private final int bits;

  /**
   * By the first and by the second byte of a number, the place of its upper half among those
   * wanted, from 1 on; null where no such half is.
   */
  private final transient char[][] halves = new char[1 << BYTE][];

  /**
   * By the place of the half and by the next 8 bits, the place, from 1 on; null where these are not
   * looked at.
   */
  private final transient char[][] rest;

  /**
   * @param wanted in any order
   * @param bits of each, 16 or 24
   */
  Prefixes(int[] wanted, int bits) {
    this.wanted = Arrays.stream(wanted).sorted().distinct().toArray();
    this.bits = bits;
    int lower = bits - HALF;
    int[] upper = Arrays.stream(this.wanted).map(prefix -> prefix >>> lower).distinct().toArray();
    for (int i = 0; i < upper.length; i++) {
      int first = upper[i] >>> BYTE;
      halves[first] = halves[first] == null ? new char[1 << BYTE] : halves[first];
      halves[first][upper[i] & LAST] = (char) (i + 1);
    }
    rest = bits == HALF ? null : new char[upper.length][1 << BYTE];
    for (int i = 0; i < this.wanted.length && rest != null; i++) {
      rest[half(this.wanted[i] >>> BYTE)][this.wanted[i] & LAST] = (char) (i + 1);
    }
  }

  int size() {
    return wanted.length;
  }

  int bits() {
    return bits;
  }

  /** The place of a number's upper bits among those wanted, or −1. */
  int place(int number) {
    int half = half(number >>> HALF);
    return half < 0 || rest == null ? half : rest[half][number >>> BYTE & LAST] - 1;
  }

  private int half(int upper) {
    char[] seconds = halves[upper >>> BYTE];
    return seconds == null ? -1 : seconds[upper & LAST] - 1;
  }

  private Object readResolve() {
    return new Prefixes(wanted, bits);
  }
}
