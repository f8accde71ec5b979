package io.plateau.engine.shard;

import java.io.Serializable;

/**
 * How much data there is: what the number of shards and their form follow from.
 *
 * @param rows of positive weight
 * @param nonZeros features of those rows that are not zero
 * @param others validation and test rows, which are packed as the training rows are
 */
public record Census(long rows, long nonZeros, long others) implements Serializable {
  /** Rows of a shard that a core works through well, where nothing else asks for fewer. */
  private static final int ROWS = 16_384;

  /** Rows of one step that keep a shard's matrix products efficient. */
  private static final int STEP_ROWS = 128;

  /** Bytes of a shard that a task may hold while it is packed or read back from disk. */
  private static final long BYTES = 96L << 20;

  /** Bytes of a partition that a task may read ahead. */
  static final long PARTITION_BYTES = 64L << 20;

  private static final int MOST_SHARDS = 1 << 16;

  /** Operations of an epoch that one core does in about a second. */
  private static final double SMALL_EPOCH = 5e10;

  /** Bytes of all rows, packed, that one task may hold. */
  private static final long SMALL_BYTES = 128L << 20;

  /**
   * Whether shards store non-zeros with their places: where less than a third of the values are not
   * zero, so that no stored value ever takes more than 12 bytes.
   */
  public boolean sparse(int width) {
    return 3 * nonZeros < (long) width * rows;
  }

  /**
   * Whether one shard is best: an epoch is about a second of one core's arithmetic or less, so that
   * sending weights would take longer than what a second core saves, and a task can hold all rows.
   *
   * @param operations of one row, forward and backward
   */
  public boolean small(int width, long operations) {
    double training = bytes(width);
    double all = training * ((double) rows + others) / Math.max(1, rows);
    return (double) operations * rows <= SMALL_EPOCH && all <= SMALL_BYTES;
  }

  /**
   * The number of shards where one is too few: a power of two that follows from the data and the
   * batch size alone, never from the cluster, since it decides the order of the sums. At least 2;
   * as many as keep a shard at 16 384 rows and its share of a mini-batch at 128 rows or more; more
   * where a shard would pass 96 MB.
   *
   * @param batchSize rows of a step over all shards, or 0 for all rows
   */
  public int shards(int width, int batchSize) {
    long wanted = rows / ROWS;
    if (batchSize > 0) {
      wanted = Math.min(wanted, batchSize / STEP_ROWS);
    }
    int shards = Integer.highestOneBit((int) Math.min(Math.max(2, wanted), MOST_SHARDS));
    while (bytes(width) / shards > BYTES && shards < MOST_SHARDS) {
      shards *= 2;
    }
    return shards;
  }

  /**
   * The number of partitions, a power of two as that of shards, that keeps them at 64 MB or less.
   * Spark caches a partition whole or not at all, and finds out only after it has read sixteen of
   * its shards.
   */
  public int partitions(int width) {
    int partitions = 1;
    while (bytes(width) / partitions > PARTITION_BYTES && partitions < MOST_SHARDS) {
      partitions *= 2;
    }
    return partitions;
  }

  private long bytes(int width) {
    long sparse = 8 * nonZeros + 4 * rows;
    return Math.min(sparse, 4L * width * rows);
  }
}
