package io.plateau.engine.shard;

import java.util.function.IntFunction;

/**
 * Some rows of one shard with their hashes.
 *
 * @param rows by their number from 0
 * @param order the {@link RowHashes#order} of each
 * @param fingerprint the sum of the {@link RowHashes#fingerprint} of all
 */
record HashedRows(IntFunction<Example> rows, long[] order, long fingerprint) {
  /** Features that are not zero. */
  long nonZeros() {
    long count = 0;
    for (int i = 0; i < order.length; i++) {
      count += rows.apply(i).nonZeros();
    }
    return count;
  }
}
