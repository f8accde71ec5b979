package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.Arrays;

/** Hashes of the rows of a block, sorted by shard; rows of weight 0 are left out. */
final class BlockHashes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where the rows of each shard start and, at the end, how many there are of all. */
  private final int[] starts;

  private final int[] rows;
  private final long[] order;

  /** Sum over the rows of each shard. */
  private final long[] fingerprints;

  BlockHashes(ExampleBlock block, ShardLayout layout) {
    RowHashes hashes = new RowHashes(layout.seed());
    int[] shards = new int[block.rows()];
    long[] orders = new long[block.rows()];
    starts = new int[layout.shards() + 1];
    fingerprints = new long[layout.shards()];
    for (int i = 0; i < shards.length; i++) {
      Example row = block.example(i);
      shards[i] = -1;
      if (row.weight > 0) {
        hashes.read(row);
        shards[i] = hashes.shard(layout.shards());
        orders[i] = hashes.order();
        starts[shards[i] + 1]++;
        fingerprints[shards[i]] += hashes.fingerprint();
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    rows = new int[starts[layout.shards()]];
    order = new long[rows.length];
    int[] next = starts.clone();
    for (int i = 0; i < shards.length; i++) {
      if (shards[i] >= 0) {
        int at = next[shards[i]]++;
        rows[at] = i;
        order[at] = orders[i];
      }
    }
  }

  HashedRows of(int shard, ExampleBlock block) {
    int from = starts[shard];
    return new HashedRows(
        i -> block.example(rows[from + i]),
        Arrays.copyOfRange(order, from, starts[shard + 1]),
        fingerprints[shard]);
  }
}
