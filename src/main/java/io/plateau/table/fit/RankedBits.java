package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers of up to 16 bits, to be asked by rank: as a list while they are few, as counts once a
 * list would take more memory.
 */
final class RankedBits implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int bits;

  /** Numbers that take as many bytes as a count of each value. */
  private final int longest;

  private char[] list = new char[16];
  private int listed;
  private boolean sorted;

  /** By value; null while the numbers are listed. */
  private long[] counts;

  RankedBits(int bits) {
    this.bits = bits;
    this.longest = (1 << bits) * Long.BYTES / Character.BYTES;
  }

  private int mask() {
    return (1 << bits) - 1;
  }

  /** <em>Adds</em> the lower bits of a number. */
  void add(int number) {
    sorted = false;
    if (counts == null && listed == longest) {
      count();
    }
    if (counts != null) {
      counts[number & mask()]++;
      return;
    }
    if (listed == list.length) {
      list = Arrays.copyOf(list, 2 * listed);
    }
    list[listed++] = (char) (number & mask());
  }

  /** <em>Adds</em> the lower bits of a number n times. */
  void add(int number, long n) {
    if (counts == null && listed + n > longest) {
      count();
    }
    if (counts != null) {
      counts[number & mask()] += n;
      return;
    }
    for (int i = 0; i < n; i++) {
      add(number);
    }
  }

  /** <em>Adds into</em> this the numbers of another. */
  void add(RankedBits other) {
    if (other.counts == null) {
      for (int i = 0; i < other.listed; i++) {
        add(other.list[i]);
      }
      return;
    }
    count();
    for (int value = 0; value < counts.length; value++) {
      counts[value] += other.counts[value];
    }
  }

  private void count() {
    if (counts == null) {
      counts = new long[1 << bits];
      for (int i = 0; i < listed; i++) {
        counts[list[i]]++;
      }
      list = null;
    }
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(list, 0, listed);
      sorted = true;
    }
  }

  /** The number of a rank, from 0 on; there must be more. */
  int at(long rank) {
    if (counts == null) {
      sort();
      return list[(int) rank];
    }
    long left = rank;
    int value = 0;
    while (left >= counts[value]) {
      left -= counts[value++];
    }
    return value;
  }

  /** How many are less than a number. */
  long less(int number) {
    long less = 0;
    if (counts == null) {
      for (int i = 0; i < listed; i++) {
        less += list[i] < number ? 1 : 0;
      }
      return less;
    }
    for (int value = 0; value < number; value++) {
      less += counts[value];
    }
    return less;
  }

  private Object writeReplace() {
    if (listed > 1 << bits) {
      count();
    }
    if (counts == null) {
      sort();
      int[] numbers = IntStream.range(0, listed).map(i -> list[i]).toArray();
      return new Written(bits, false, listed, Varints.ascending(numbers));
    }
    int size = counts.length;
    while (size > 0 && counts[size - 1] == 0) {
      size--;
    }
    return new Written(bits, true, size, Varints.bytes(Arrays.copyOf(counts, size)));
  }

  /** Numbers as they are sent, in a byte each where they are many. */
  private record Written(int bits, boolean counted, int size, byte[] bytes)
      implements Serializable {
    private Object readResolve() {
      RankedBits read = new RankedBits(bits);
      if (counted) {
        read.list = null;
        read.counts = Arrays.copyOf(Varints.numbers(bytes, size), 1 << bits);
      } else {
        IntStream.of(Varints.ascending(bytes, size)).forEach(read::add);
      }
      return read;
    }
  }
}
