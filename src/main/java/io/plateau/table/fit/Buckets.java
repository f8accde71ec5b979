package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts of numbers by bucket: the upper 16 of their {@linkplain NumberBits bits}, as those of the
 * nearest floats. A bucket also tells whether all of its numbers are one value. Buckets are in
 * pages of 256, which are made once a number falls into one. Parts add up to the same whatever
 * their order.
 */
final class Buckets implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int HALF = 16;
  private static final int LOWER = (1 << HALF) - 1;
  private static final int BITS = 8;
  private static final int PAGE = 1 << BITS;

  /** In place of the lower bits, where they differ. */
  private static final int SEVERAL = -1;

  /** The bucket of 0 and of floats below 1e-40, which no scale tells from it. */
  private static final int ZERO = NumberBits.ofFloat(0) >>> HALF;

  /** By upper byte of the bucket; null where there is no number. */
  private final long[][] counts = new long[PAGE][];

  /** Lower bits of the numbers of each bucket, or {@link #SEVERAL}. */
  private final int[][] lower = new int[PAGE][];

  private long size;

  /** <em>Adds</em> a number, which is not NaN, n times, at least once. */
  void add(double x, long n) {
    int bits = NumberBits.ofFloat(x);
    add(bits >>> HALF, bits & LOWER, n);
  }

  private void add(int bucket, int bits, long n) {
    int page = bucket >>> BITS;
    if (counts[page] == null) {
      counts[page] = new long[PAGE];
      lower[page] = new int[PAGE];
    }
    int at = bucket & PAGE - 1;
    lower[page][at] = counts[page][at] == 0 || lower[page][at] == bits ? bits : SEVERAL;
    counts[page][at] += n;
    size += n;
  }

  /** <em>Adds into</em> this the numbers of another. */
  void add(Buckets other) {
    for (int bucket : other.counted()) {
      add(bucket, other.lower(bucket), other.count(bucket));
    }
  }

  /** How many numbers there are. */
  long size() {
    return size;
  }

  /** The buckets with numbers, from the least. */
  int[] counted() {
    return IntStream.range(0, PAGE)
        .filter(page -> counts[page] != null)
        .flatMap(page -> IntStream.range(page << BITS, page + 1 << BITS))
        .filter(bucket -> count(bucket) > 0)
        .toArray();
  }

  /** The numbers of a bucket. */
  long count(int bucket) {
    long[] page = counts[bucket >>> BITS];
    return page == null ? 0 : page[bucket & PAGE - 1];
  }

  /** Whether the numbers of a bucket that has some are one value. */
  boolean isValue(int bucket) {
    return bucket == ZERO || lower(bucket) != SEVERAL;
  }

  private int lower(int bucket) {
    return lower[bucket >>> BITS][bucket & PAGE - 1];
  }

  private Object writeReplace() {
    int[] counted = counted();
    return new Written(
        counted.length,
        Varints.ascending(counted),
        Varints.bytes(Arrays.stream(counted).mapToLong(this::count).toArray()),
        Varints.bytes(Arrays.stream(counted).mapToLong(each -> lower(each) - SEVERAL).toArray()));
  }

  /** Buckets as they are sent, which have no room for those without numbers. */
  private record Written(int size, byte[] buckets, byte[] counts, byte[] lower)
      implements Serializable {
    private Object readResolve() {
      Buckets read = new Buckets();
      int[] counted = Varints.ascending(buckets, size);
      long[] each = Varints.numbers(counts, size);
      long[] bits = Varints.numbers(lower, size);
      for (int i = 0; i < size; i++) {
        read.add(counted[i], (int) bits[i] + SEVERAL, each[i]);
      }
      return read;
    }
  }
}
