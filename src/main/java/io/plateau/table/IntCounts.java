package io.plateau.table;

import java.io.Serializable;
import java.util.Arrays;

/** Counts by whole number, in a hash table with open addressing. */
final class IntCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 16;

  private int[] keys = new int[LEAST];
  private long[] counts = new long[LEAST];
  private int used;

  /** <em>Adds</em> n, at least 1, to the count of a key. */
  void add(int key, long n) {
    int at = place(key);
    if (counts[at] == 0) {
      keys[at] = key;
      used++;
    }
    counts[at] += n;
    if (2 * used > keys.length) {
      grow();
    }
  }

  /** <em>Adds into</em> this the counts of another. */
  void add(IntCounts other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.counts[i] > 0) {
        add(other.keys[i], other.counts[i]);
      }
    }
  }

  long count(int key) {
    return counts[place(key)];
  }

  /** The keys with a count, from the least. */
  int[] sorted() {
    int[] all = new int[used];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        all[n++] = keys[i];
      }
    }
    Arrays.sort(all);
    return all;
  }

  private int place(int key) {
    int mask = keys.length - 1;
    int at = key * 0x9E3779B9;
    at = (at ^ (at >>> 15)) & mask;
    while (counts[at] > 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new int[2 * oldKeys.length];
    counts = new long[keys.length];
    used = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        add(oldKeys[i], oldCounts[i]);
      }
    }
  }
}
