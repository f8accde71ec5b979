package io.plateau.engine.shard;

import java.util.Arrays;
import java.util.List;

/**
 * Puts the rows of a shard in the order of their hashes, so that it does not matter in which order
 * they came. Rows of equal hashes are ordered by content; rows of equal content are alike.
 */
final class ShardOrder {
  private final List<Shard> pieces;
  private final long seed;
  private final int[] firsts;

  private ShardOrder(List<Shard> pieces, long seed) {
    this.pieces = pieces;
    this.seed = seed;
    this.firsts = new int[pieces.size() + 1];
    for (int p = 0; p < pieces.size(); p++) {
      firsts[p + 1] = Math.addExact(firsts[p], pieces.get(p).rows());
    }
  }

  /** One shard of all rows of its pieces, ordered. */
  static Shard merge(List<Shard> pieces, ShardLayout layout) {
    ShardOrder order = new ShardOrder(pieces, layout.seed());
    ShardBuilder builder = new ShardBuilder(pieces.get(0).id(), layout);
    builder.expect(
        order.firsts[pieces.size()],
        pieces.stream().mapToLong(piece -> piece.start(piece.rows())).sum());
    for (int row : order.sorted()) {
      int piece = order.pieceOf(row);
      builder.add(pieces.get(piece), row - order.firsts[piece]);
    }
    return builder.build();
  }

  private int pieceOf(int row) {
    int found = Arrays.binarySearch(firsts, row);
    if (found < 0) {
      return -found - 2;
    }
    while (firsts[found + 1] == row) {
      found++;
    }
    return found;
  }

  private long hash(int row) {
    int piece = pieceOf(row);
    return pieces.get(piece).hash(row - firsts[piece], seed);
  }

  /** Sorts numbers made of the upper bits of the hash and the row, then mends the few ties. */
  private int[] sorted() {
    int rows = firsts[pieces.size()];
    int bits = 32 - Integer.numberOfLeadingZeros(rows);
    long mask = (1L << bits) - 1;
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      keys[row] = hash(row) & ~mask | row;
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
    int byHash = Long.compare(hash(a), hash(b));
    if (byHash != 0) {
      return byHash;
    }
    int p = pieceOf(a);
    int q = pieceOf(b);
    return pieces.get(p).compareRows(a - firsts[p], pieces.get(q), b - firsts[q]);
  }
}
