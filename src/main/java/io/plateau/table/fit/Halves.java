package io.plateau.table.fit;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers of 16 bits, to be asked by rank: as a list while they are few, as counts once a list
 * would take more memory.
 */
final class Halves implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int VALUES = 1 << Character.SIZE;

  /** Numbers that take as many bytes as a count of each value. */
  private static final int LONGEST = VALUES * Long.BYTES / Character.BYTES;

  private char[] list = new char[16];
  private int listed;
  private boolean sorted;

  /** By value; null while the numbers are listed. */
  private long[] counts;

  /** <em>Adds</em> the lower half of a number's bits. */
  void add(int bits) {
    sorted = false;
    if (counts != null) {
      counts[bits & 0xffff]++;
    } else if (listed < list.length) {
      list[listed++] = (char) bits;
    } else if (listed < LONGEST) {
      list = Arrays.copyOf(list, 2 * listed);
      list[listed++] = (char) bits;
    } else {
      count();
      counts[bits & 0xffff]++;
    }
  }

  /** <em>Adds into</em> this the numbers of another. */
  void add(Halves other) {
    if (other.counts == null) {
      for (int i = 0; i < other.listed; i++) {
        add(other.list[i]);
      }
      return;
    }
    count();
    for (int value = 0; value < VALUES; value++) {
      counts[value] += other.counts[value];
    }
  }

  private void count() {
    if (counts == null) {
      counts = new long[VALUES];
      for (int i = 0; i < listed; i++) {
        counts[list[i]]++;
      }
      list = null;
    }
  }

  /** The number of a rank, from 0 on; there must be more. */
  int at(long rank) {
    if (counts == null) {
      if (!sorted) {
        Arrays.sort(list, 0, listed);
        sorted = true;
      }
      return list[(int) rank];
    }
    long left = rank;
    int value = 0;
    while (left >= counts[value]) {
      left -= counts[value++];
    }
    return value;
  }
}
