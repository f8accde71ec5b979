package io.plateau.engine.shard;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Some rows of one shard with their hashes.
 *
 * @param rows by their number from 0
 * @param order the {@link RowHashes#order} of each
 * @param fingerprint the sum of the {@link RowHashes#fingerprint} of all
 */
record HashedRows(IntFunction<Example> rows, long[] order, long fingerprint) {
  long nonZeros() {
    return IntStream.range(0, order.length).mapToLong(i -> rows.apply(i).nonZeros()).sum();
  }
}
