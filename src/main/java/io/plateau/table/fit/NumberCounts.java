package io.plateau.table.fit;

import io.plateau.math.Key;
import java.io.Serializable;
import java.util.Arrays;

/** Counts of up to some thousand different numbers, in a hash table with open addressing. */
final class NumberCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 16;

  private double[] numbers = new double[LEAST];
  private long[] counts = new long[LEAST];
  private int size;

  void clear() {
    numbers = new double[LEAST];
    counts = new long[LEAST];
    size = 0;
  }

  int size() {
    return size;
  }

  /**
   * <em>Adds</em> n, at least 1, to the count of a number, unless it would be one more than so
   * many.
   *
   * @param x neither NaN nor −0
   * @return whether it was added
   */
  boolean add(double x, long n, int limit) {
    int at = place(x);
    if (counts[at] == 0) {
      if (size == limit) {
        return false;
      }
      numbers[at] = x;
      size++;
    }
    counts[at] += n;
    if (2 * size > numbers.length) {
      grow();
    }
    return true;
  }

  /** The numbers, from the least. */
  double[] numbers() {
    double[] all = new double[size];
    int n = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        all[n++] = numbers[i];
      }
    }
    Arrays.sort(all);
    return all;
  }

  long count(double x) {
    return counts[place(x)];
  }

  private int place(double x) {
    int mask = numbers.length - 1;
    int at = (int) Key.mix(Double.doubleToRawLongBits(x)) & mask;
    while (counts[at] > 0 && numbers[at] != x) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    double[] oldNumbers = numbers;
    long[] oldCounts = counts;
    numbers = new double[2 * oldNumbers.length];
    counts = new long[numbers.length];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] > 0) {
        int at = place(oldNumbers[i]);
        numbers[at] = oldNumbers[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  private Object writeReplace() {
    double[] all = numbers();
    return new Written(all, Varints.bytes(Arrays.stream(all).mapToLong(this::count).toArray()));
  }

  /** Counts as they are sent, which have no room for other numbers. */
  private record Written(double[] numbers, byte[] counts) implements Serializable {
    private Object readResolve() {
      NumberCounts read = new NumberCounts();
      int slots = Math.max(LEAST, 4 * Integer.highestOneBit(numbers.length));
      read.numbers = new double[slots];
      read.counts = new long[slots];
      long[] each = Varints.numbers(counts, numbers.length);
      for (int i = 0; i < numbers.length; i++) {
        read.add(numbers[i], each[i], numbers.length);
      }
      return read;
    }
  }
}
