package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.stream.LongStream;

/** Fragment of a shard on its way to the task that merges it: some rows with their order hashes. */
final class ShardFragment implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shard rows;

  /** The {@link RowHashes#order} of each row. */
  private final long[] order;

  private ShardFragment(Shard rows, long[] order) {
    this.rows = rows;
    this.order = order;
  }

  int shard() {
    return rows.id();
  }

  HashedRows hashed() {
    return new HashedRows(rows::example, order, rows.fingerprint);
  }

  static final class Builder {
    private final ShardBuilder rows;
    private final LongStream.Builder order = LongStream.builder();

    Builder(int shard, ShardLayout layout) {
      rows = new ShardBuilder(shard, layout);
    }

    long bytes() {
      return rows.bytes();
    }

    void add(Example row, RowHashes hashes) {
      rows.add(row);
      rows.addFingerprint(hashes.fingerprint());
      order.add(hashes.order());
    }

    ShardFragment build() {
      return new ShardFragment(rows.build(), order.build().toArray());
    }
  }
}
