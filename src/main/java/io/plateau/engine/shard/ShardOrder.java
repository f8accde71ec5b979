package io.plateau.engine.shard;

import java.util.Arrays;
import java.util.List;

/**
 * Puts the rows of a shard in the order of their hashes, so that it does not matter in which order
 * they came. Rows of equal hashes are ordered by content; rows of equal content are alike.
 */
final class ShardOrder {
  private final List<HashedRows> parts;
  private final ShardLayout layout;
  private final int[] firsts;
  private final long[] hashes;

  private ShardOrder(List<HashedRows> parts, ShardLayout layout) {
    this.parts = parts;
    this.layout = layout;
    this.firsts = new int[parts.size() + 1];
    for (int f = 0; f < parts.size(); f++) {
      firsts[f + 1] = Math.addExact(firsts[f], parts.get(f).order().length);
    }
    this.hashes = new long[firsts[parts.size()]];
    for (int f = 0; f < parts.size(); f++) {
      System.arraycopy(parts.get(f).order(), 0, hashes, firsts[f], firsts[f + 1] - firsts[f]);
    }
  }

  /** One shard of all rows, ordered. */
  static Shard merge(int id, List<HashedRows> parts, ShardLayout layout) {
    ShardOrder order = new ShardOrder(parts, layout);
    int rows = order.hashes.length;
    ShardBuilder builder = new ShardBuilder(id, layout);
    builder.expect(
        rows,
        layout.sparse()
            ? parts.stream().mapToLong(HashedRows::nonZeros).sum()
            : (long) rows * layout.width());
    for (int row : order.sorted()) {
      builder.add(order.example(row));
    }
    parts.forEach(part -> builder.addFingerprint(part.fingerprint()));
    return builder.build();
  }

  private Example example(int row) {
    int part = Arrays.binarySearch(firsts, row);
    if (part < 0) {
      part = -part - 2;
    }
    while (firsts[part + 1] == row) {
      part++;
    }
    return parts.get(part).rows().apply(row - firsts[part]);
  }

  /** Sorts numbers made of the upper bits of the hash and the row, then the ties of those bits. */
  private int[] sorted() {
    int rows = hashes.length;
    int bits = 32 - Integer.numberOfLeadingZeros(rows);
    long mask = (1L << bits) - 1;
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      keys[row] = hashes[row] & ~mask | row;
    }
    Arrays.sort(keys);
    int[] order = Arrays.stream(keys).mapToInt(key -> (int) (key & mask)).toArray();
    for (int from = 0, to; from < rows; from = to) {
      to = from + 1;
      while (to < rows && (keys[to] & ~mask) == (keys[from] & ~mask)) {
        to++;
      }
      if (to - from > 1) {
        sortTies(order, from, to);
      }
    }
    return order;
  }

  /** Few, but for rows that repeat, or differ in the sign of a 0 alone, which has no hash. */
  private void sortTies(int[] order, int from, int to) {
    int[] ties =
        Arrays.stream(order, from, to)
            .boxed()
            .sorted(this::compare)
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(ties, 0, order, from, ties.length);
  }

  private int compare(int a, int b) {
    int byHash = Long.compare(hashes[a], hashes[b]);
    if (byHash != 0) {
      return byHash;
    }
    return packed(a).compareRow(packed(b));
  }

  /** A row alone, stored as all will be. */
  private Shard packed(int row) {
    ShardBuilder builder = new ShardBuilder(0, layout);
    builder.add(example(row));
    return builder.build();
  }
}
