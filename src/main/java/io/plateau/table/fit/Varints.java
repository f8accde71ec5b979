package io.plateau.table.fit;

import java.io.ByteArrayOutputStream;

/** Whole numbers from 0 on, each in as few bytes as it needs, 7 bits in one, the lowest first. */
final class Varints {
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private Varints() {}

  static byte[] bytes(long[] numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * numbers.length);
    for (long number : numbers) {
      long left = number;
      while (left >= MORE) {
        out.write((int) (left & MORE - 1 | MORE));
        left >>>= BITS;
      }
      out.write((int) left);
    }
    return out.toByteArray();
  }

  /** Numbers from 0 on that do not descend, as the differences between them. */
  static byte[] ascending(int[] numbers) {
    long[] differences = new long[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      differences[i] = numbers[i] - (i == 0 ? 0 : numbers[i - 1]);
    }
    return bytes(differences);
  }

  /** The so many numbers of {@link #ascending(int[])}. */
  static int[] ascending(byte[] bytes, int count) {
    long[] differences = numbers(bytes, count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (int) differences[i] + (i == 0 ? 0 : numbers[i - 1]);
    }
    return numbers;
  }

  /** The so many numbers that were written. */
  static long[] numbers(byte[] bytes, int count) {
    long[] numbers = new long[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int shift = 0;
      do {
        numbers[i] |= (long) (bytes[at] & MORE - 1) << shift;
        shift += BITS;
      } while ((bytes[at++] & MORE) != 0);
    }
    return numbers;
  }
}
