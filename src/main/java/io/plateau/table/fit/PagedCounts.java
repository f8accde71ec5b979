package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts by whole number of 16 bits: in a hash table with open addressing while few numbers occur,
 * so that a thousand columns of few rows take little, then in pages that are made once one of their
 * numbers occurs.
 */
final class PagedCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 8;
  private static final int PAGE = 1 << BITS;

  /** With more different numbers than this there are pages. */
  private static final int FEW = 512;

  private static final int LEAST = 16;

  /** The golden ratio as a fraction of 2³², whose multiples fall far apart (Knuth 1973, 6.4). */
  private static final int SPREAD = 0x9e3779b9;

  /** The hash table; null once there are pages. */
  private char[] numbers = new char[LEAST];

  private long[] counts = new long[LEAST];
  private int size;

  /** By upper half of the number; null while there is a hash table. */
  private long[][] pages;

  /** <em>Adds</em> n, at least 1, to the count of a number from 0 to 65 535. */
  void add(int number, long n) {
    if (pages != null) {
      page(number)[number & PAGE - 1] += n;
      return;
    }
    int at = place(number);
    if (counts[at] == 0) {
      numbers[at] = (char) number;
      size++;
    }
    counts[at] += n;
    if (size > FEW) {
      turn();
    } else if (2 * size > counts.length) {
      grow();
    }
  }

  private long[] page(int number) {
    long[] page = pages[number >>> BITS];
    if (page == null) {
      page = new long[PAGE];
      pages[number >>> BITS] = page;
    }
    return page;
  }

  private int place(int number) {
    int mask = counts.length - 1;
    int at = number * SPREAD >>> Character.SIZE & mask;
    while (counts[at] > 0 && numbers[at] != number) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    char[] oldNumbers = numbers;
    long[] oldCounts = counts;
    numbers = new char[2 * oldNumbers.length];
    counts = new long[numbers.length];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] > 0) {
        int at = place(oldNumbers[i]);
        numbers[at] = oldNumbers[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  private void turn() {
    pages = new long[PAGE][];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        page(numbers[i])[numbers[i] & PAGE - 1] = counts[i];
      }
    }
    numbers = null;
    counts = null;
  }

  /** <em>Adds into</em> this the counts of another. */
  void add(PagedCounts other) {
    for (int number : other.counted()) {
      add(number, other.count(number));
    }
  }

  long count(int number) {
    if (pages == null) {
      return counts[place(number)];
    }
    long[] page = pages[number >>> BITS];
    return page == null ? 0 : page[number & PAGE - 1];
  }

  /** The numbers with a count, from the least. */
  int[] counted() {
    return pages == null
        ? IntStream.range(0, counts.length)
            .filter(at -> counts[at] > 0)
            .map(at -> numbers[at])
            .sorted()
            .toArray()
        : IntStream.range(0, PAGE)
            .filter(p -> pages[p] != null)
            .flatMap(p -> IntStream.range(p << BITS, p + 1 << BITS))
            .filter(number -> count(number) > 0)
            .toArray();
  }

  private Object writeReplace() {
    int[] counted = counted();
    long[] counts = Arrays.stream(counted).mapToLong(this::count).toArray();
    return new Written(counted.length, Varints.ascending(counted), Varints.bytes(counts));
  }

  /** Counts as they are sent, which have no room for numbers that do not occur. */
  private record Written(int size, byte[] numbers, byte[] counts) implements Serializable {
    private Object readResolve() {
      PagedCounts read = new PagedCounts();
      int[] counted = Varints.ascending(numbers, size);
      long[] each = Varints.numbers(counts, size);
      for (int i = 0; i < size; i++) {
        read.add(counted[i], each[i]);
      }
      return read;
    }
  }
}
