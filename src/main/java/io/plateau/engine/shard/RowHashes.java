package io.plateau.engine.shard;

import io.plateau.math.Key;

/**
 * Hashes of the content of a row by the three seeds of packing, made in one pass over its features:
 * of the non-zero features with their indices, of the target and of the weight. A dense and a
 * sparse form of one row have the same hashes.
 */
final class RowHashes {
  private final long shardSeed;
  private final long orderSeed;
  private long shard;
  private long order;
  private long fingerprint;

  /**
   * @param seed of the layout
   */
  RowHashes(long seed) {
    shardSeed = Key.of(seed).with("shard").state();
    orderSeed = seed;
  }

  /** <em>Overwrites</em> the hashes with those of a row. */
  void read(Example row) {
    int[] indices = row.indices;
    float[] values = row.values;
    int from = row.from;
    long a = shardSeed;
    long b = orderSeed;
    long c = 0;
    // Sums, so that no feature waits for the one before; the hash of each has its index.
    for (int i = from; i < row.to; i++) {
      // Raw bits: to make all NaNs alike costs as much as the rest, and no row with one is trained
      // on.
      int raw = Float.floatToRawIntBits(values[i]);
      int magnitude = raw << 1;
      // All bits but for 0 and -0, without a branch, which no processor could predict.
      long unlessZero = (magnitude | -magnitude) >> 31;
      long index = indices == null ? i - from : indices[i];
      long feature = index << 32 | (raw & 0xFFFFFFFFL);
      a += Key.mix(shardSeed ^ feature) & unlessZero;
      b += Key.mix(orderSeed ^ feature) & unlessZero;
      c += Key.mix(feature) & unlessZero;
    }
    shard = ended(a, row);
    order = ended(b, row);
    fingerprint = ended(c, row);
  }

  private static long ended(long features, Example row) {
    long hash = Key.mix(features);
    for (float target : row.target) {
      hash = Key.mix(hash + Float.floatToIntBits(target));
    }
    return Key.mix(hash - Float.floatToIntBits(row.weight));
  }

  /** The shard of the row, of so many. */
  int shard(int shards) {
    return (int) Long.remainderUnsigned(shard, shards);
  }

  /** The hash that determines the place of the row in its shard. */
  long order() {
    return order;
  }

  /** The part of the row in the fingerprint of all rows. */
  long fingerprint() {
    return fingerprint;
  }
}
