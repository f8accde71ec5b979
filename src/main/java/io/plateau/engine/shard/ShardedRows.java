package io.plateau.engine.shard;

import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Rows dealt to shards and cached, in memory and on disk. Closing frees them.
 *
 * @param rdd each partition holds a contiguous range of shards, ascending; empty shards are absent
 * @param partitioner tells the ranges
 * @param rows in all shards
 * @param weight of all rows
 * @param fingerprint of the rows' content, whatever their order and shards
 */
public record ShardedRows(
    JavaRDD<Shard> rdd, ShardPartitioner partitioner, long rows, double weight, long fingerprint)
    implements WeighedRows, AutoCloseable {

  /**
   * Deals the rows, by a hash of their content.
   *
   * @param what the rows are for, as in {@code training rows}
   */
  public static ShardedRows deal(JavaRDD<Example> examples, ShardLayout layout, String what) {
    ShardPartitioner partitioner =
        ShardPartitioner.of(layout, examples.context().defaultParallelism());
    return packed(
        TaskRdds.mapPartitions(
            JavaPairRDD.fromJavaRDD(
                    TaskRdds.mapPartitions(examples, rows -> new ShardFragments(rows, layout)))
                .repartitionAndSortWithinPartitions(partitioner),
            fragments -> new Merged(fragments, layout)),
        partitioner,
        what);
  }

  /**
   * Deals the rows of blocks, which are read more than once where all that is dealt fits into the
   * memory of one process: a job should have read and cached them.
   *
   * @param what the rows are for, as in {@code training rows}
   */
  public static <B extends ExampleBlock> ShardedRows dealBlocks(
      JavaRDD<B> blocks, ShardLayout layout, String what) {
    if (!LocalDeal.fits(blocks.context(), layout)) {
      return deal(TaskRdds.flatMap(blocks, ExampleBlock::examples), layout, what);
    }
    ShardPartitioner partitioner =
        ShardPartitioner.of(layout, blocks.context().defaultParallelism());
    try (LocalDeal<B> local = new LocalDeal<>(blocks, layout)) {
      return packed(local.shards(partitioner), partitioner, what);
    }
  }

  private static ShardedRows packed(
      JavaRDD<Shard> shards, ShardPartitioner partitioner, String what) {
    JavaRDD<Shard> rdd = CachedRdd.of(shards, "shards of " + what, StorageLevel.MEMORY_AND_DISK());
    try {
      List<long[]> sizes =
          JobDescription.during(
              rdd.context(),
              "packing " + what,
              () ->
                  TaskResults.elements(
                      TaskRdds.map(
                          rdd,
                          shard ->
                              new long[] {
                                shard.rows(),
                                Double.doubleToRawLongBits(shard.weight()),
                                shard.fingerprint
                              })));
      long rows = 0;
      double weight = 0;
      long fingerprint = 0;
      for (long[] size : sizes) {
        rows += size[0];
        weight += Double.longBitsToDouble(size[1]);
        fingerprint += size[2];
      }
      if (rows == 0) {
        throw new DataException(
            "there are no "
                + what
                + " of positive weight as 32-bit floats; check the input, its filters and splits");
      }
      return new ShardedRows(rdd, partitioner, rows, weight, fingerprint);
    } catch (Throwable e) { // also Spark's checked exception, which no signature tells of
      rdd.unpersist(false);
      throw e;
    }
  }

  /** How many shards there are, the empty ones counted. */
  public int shards() {
    return partitioner.shards();
  }

  /** All shards in one partition, wherever they are. */
  public JavaRDD<ShardGroup> group() {
    JavaRDD<Shard> one = rdd.getNumPartitions() == 1 ? rdd : rdd.coalesce(1);
    return TaskRdds.mapPartitions(one, all -> List.of(new ShardGroup(all)).iterator());
  }

  /** The rows of all shards, in their order. */
  public JavaRDD<Example> examples() {
    return TaskRdds.flatMap(rdd, Shard::examples);
  }

  @Override
  public void close() {
    rdd.unpersist(false);
  }

  /** The fragments of a partition, sorted by shard, merged to one shard after the other. */
  private static final class Merged implements Iterator<Shard> {
    private final Iterator<Tuple2<Integer, ShardFragment>> fragments;
    private final ShardLayout layout;
    private ShardFragment ahead;

    Merged(Iterator<Tuple2<Integer, ShardFragment>> fragments, ShardLayout layout) {
      this.fragments = fragments;
      this.layout = layout;
      advance();
    }

    private void advance() {
      ahead = fragments.hasNext() ? fragments.next()._2() : null;
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Shard next() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      int id = ahead.shard();
      List<HashedRows> ofOne = new ArrayList<>();
      for (; ahead != null && ahead.shard() == id; advance()) {
        ofOne.add(ahead.hashed());
      }
      return ShardOrder.merge(id, ofOne, layout);
    }
  }
}
