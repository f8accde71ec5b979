package io.plateau.engine.shard;

import java.util.Arrays;
import java.util.List;

/**
 * Puts the rows of a shard in the order of their hashes, so that it does not matter in which order
 * they came. Rows of equal hashes are ordered by content; rows of equal content are alike.
 */
final class ShardOrder {
  private final List<ShardFragment> fragments;
  private final int[] firsts;
  private final long[] hashes;

  private ShardOrder(List<ShardFragment> fragments) {
    this.fragments = fragments;
    this.firsts = new int[fragments.size() + 1];
    for (int f = 0; f < fragments.size(); f++) {
      firsts[f + 1] = Math.addExact(firsts[f], fragments.get(f).rows().rows());
    }
    this.hashes = new long[firsts[fragments.size()]];
    for (int f = 0; f < fragments.size(); f++) {
      System.arraycopy(fragments.get(f).order(), 0, hashes, firsts[f], firsts[f + 1] - firsts[f]);
    }
  }

  /** One shard of all rows of its fragments, ordered. */
  static Shard merge(List<ShardFragment> fragments, ShardLayout layout) {
    ShardOrder order = new ShardOrder(fragments);
    ShardBuilder builder = new ShardBuilder(fragments.get(0).rows().id(), layout);
    builder.expect(
        order.hashes.length,
        fragments.stream()
            .map(ShardFragment::rows)
            .mapToLong(rows -> rows.start(rows.rows()))
            .sum());
    for (int row : order.sorted()) {
      int fragment = order.fragmentOf(row);
      builder.add(fragments.get(fragment).rows(), row - order.firsts[fragment]);
    }
    fragments.forEach(fragment -> builder.addFingerprint(fragment.rows().fingerprint()));
    return builder.build();
  }

  private int fragmentOf(int row) {
    int found = Arrays.binarySearch(firsts, row);
    if (found < 0) {
      return -found - 2;
    }
    while (firsts[found + 1] == row) {
      found++;
    }
    return found;
  }

  /** Sorts numbers made of the upper bits of the hash and the row, then mends the few ties. */
  private int[] sorted() {
    int rows = hashes.length;
    int bits = 32 - Integer.numberOfLeadingZeros(rows);
    long mask = (1L << bits) - 1;
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      keys[row] = hashes[row] & ~mask | row;
    }
    Arrays.sort(keys);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = (int) (keys[i] & mask);
      for (int j = i; j > 0 && (keys[j - 1] & ~mask) == (keys[i] & ~mask); j--) {
        if (compare(order[j - 1], order[j]) <= 0) {
          break;
        }
        int swapped = order[j];
        order[j] = order[j - 1];
        order[j - 1] = swapped;
      }
    }
    return order;
  }

  private int compare(int a, int b) {
    int byHash = Long.compare(hashes[a], hashes[b]);
    if (byHash != 0) {
      return byHash;
    }
    int p = fragmentOf(a);
    int q = fragmentOf(b);
    Shard other = fragments.get(q).rows();
    return fragments.get(p).rows().compareRows(a - firsts[p], other, b - firsts[q]);
  }
}
