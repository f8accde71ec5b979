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
  private final long[] nonZeros = new long[512];
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
    long a = shardSeed;
    long b = orderSeed;
    long c = 0;
    for (int from = row.from; from < row.to; from += nonZeros.length) {
      int count = collect(row, from, Math.min(row.to, from + nonZeros.length));
      a += sum(shardSeed, count);
      b += sum(orderSeed, count);
      c += sum(0, count);
    }
    shard = ended(a, row);
    order = ended(b, row);
    fingerprint = ended(c, row);
  }

  /** Overwrites the non-zeros with those of a range, with their indices; returns their number. */
  private int collect(Example row, int from, int to) {
    int[] indices = row.indices;
    float[] values = row.values;
    int count = 0;
    for (int i = from; i < to; i++) {
      // Raw bits: to make all NaNs alike costs as much as the rest, and those of missing numbers,
      // which encoders write, are.
      int raw = Float.floatToRawIntBits(values[i]);
      int magnitude = raw << 1;
      long index = indices == null ? i - row.from : indices[i];
      nonZeros[count] = index << 32 | (raw & 0xFFFFFFFFL);
      // 1 but for 0 and -0, without a branch, which no processor could predict.
      count += (magnitude | -magnitude) >>> 31;
    }
    return count;
  }

  /** A sum, so that no feature waits for the one before; the hash of each has its index. */
  private long sum(long seed, int count) {
    long[] features = nonZeros;
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Key.mix(seed ^ features[i]);
    }
    return sum;
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

  /** One of so many parts, by the content of a row. */
  static int part(long seed, Example row, int parts) {
    RowHashes hashes = new RowHashes(seed);
    hashes.read(row);
    return hashes.shard(parts);
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
