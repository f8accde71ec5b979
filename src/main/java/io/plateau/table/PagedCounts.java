package io.plateau.table;

import java.io.Serializable;
import java.util.stream.IntStream;

/** Counts by whole number of 16 bits, in pages that are made once one of their numbers occurs. */
final class PagedCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 8;
  private static final int PAGE = 1 << BITS;

  private final long[][] pages = new long[PAGE][];

  /** <em>Adds</em> n to the count of a number from 0 to 65 535. */
  void add(int number, long n) {
    long[] page = pages[number >>> BITS];
    if (page == null) {
      page = new long[PAGE];
      pages[number >>> BITS] = page;
    }
    page[number & PAGE - 1] += n;
  }

  /** <em>Adds into</em> this the counts of another. */
  void add(PagedCounts other) {
    for (int number : other.counted()) {
      add(number, other.count(number));
    }
  }

  long count(int number) {
    long[] page = pages[number >>> BITS];
    return page == null ? 0 : page[number & PAGE - 1];
  }

  /** The numbers with a count, from the least. */
  int[] counted() {
    return IntStream.range(0, PAGE)
        .filter(p -> pages[p] != null)
        .flatMap(p -> IntStream.range(p << BITS, p + 1 << BITS))
        .filter(number -> count(number) > 0)
        .toArray();
  }
}
