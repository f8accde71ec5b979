package io.plateau.engine.shard;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Deal of rows within one process, where nothing has to be sent: the rows are hashed in one job,
 * and each task of the next copies those of its shards out of all blocks, as they lie in memory. A
 * task that deals all rows hashes them itself: for few rows a job takes longer than its work. The
 * shards are those of a shuffle, bit by bit. Closing frees the hashes.
 */
final class LocalDeal<B extends ExampleBlock> implements AutoCloseable {
  private final JavaRDD<B> blocks;
  private final ShardLayout layout;
  private final JavaRDD<BlockHashes> hashes;

  /**
   * @param blocks that a job has read
   */
  LocalDeal(JavaRDD<B> blocks, ShardLayout layout) {
    this.blocks = new InProcessRdd<>(blocks.rdd()).toJavaRDD();
    this.layout = layout;
    this.hashes =
        CachedRdd.of(
            TaskRdds.map(this.blocks, block -> new BlockHashes(block, layout)),
            "hashes of rows",
            StorageLevel.MEMORY_AND_DISK());
  }

  /** Whether there is one process, with memory for all shards of this layout. */
  static boolean fits(SparkContext spark, ShardLayout layout) {
    return InProcessRdd.fits(spark) && layout.partitions() * Census.PARTITION_BYTES <= free(spark);
  }

  /** Bytes that can be cached without anything being dropped. */
  private static long free(SparkContext spark) {
    return (long) spark.getExecutorMemoryStatus().head()._2()._2();
  }

  /** Hashes the rows if several tasks need that; they are dealt when the shards are asked for. */
  JavaRDD<Shard> shards(ShardPartitioner partitioner) {
    int partitions = partitioner.numPartitions();
    if (partitions > 1) {
      JobDescription.during(blocks.context(), "hashing rows", () -> TaskResults.count(hashes));
    }
    ShardLayout layout = this.layout;
    JavaRDD<BlockHashes> hashed = new InProcessRdd<>(hashes.rdd()).toJavaRDD();
    JavaRDD<Tuple2<B, BlockHashes>> all = TaskRdds.zipPartitions(blocks, hashed, LocalDeal::pairs);
    return TaskRdds.mapPartitionsWithIndex(
        JavaSparkContext.fromSparkContext(blocks.context())
            .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
            .cartesian(all.coalesce(1)),
        (p, pairs) -> dealt(p, pairs, layout, partitioner));
  }

  private static <B> Iterator<Tuple2<B, BlockHashes>> pairs(
      Iterator<B> blocks, Iterator<BlockHashes> hashes) {
    List<Tuple2<B, BlockHashes>> pairs = new ArrayList<>();
    blocks.forEachRemaining(block -> pairs.add(new Tuple2<>(block, hashes.next())));
    return pairs.iterator();
  }

  private static <B extends ExampleBlock> Iterator<Shard> dealt(
      int partition,
      Iterator<Tuple2<Integer, Tuple2<B, BlockHashes>>> pairs,
      ShardLayout layout,
      ShardPartitioner partitioner) {
    List<Tuple2<B, BlockHashes>> all = new ArrayList<>();
    pairs.forEachRemaining(pair -> all.add(pair._2()));
    return IntStream.range(partitioner.first(partition), partitioner.first(partition + 1))
        .mapToObj(id -> ShardOrder.merge(id, rows(id, all), layout))
        .filter(shard -> shard.rows() > 0)
        .iterator();
  }

  private static <B extends ExampleBlock> List<HashedRows> rows(
      int shard, List<Tuple2<B, BlockHashes>> all) {
    return all.stream().map(pair -> pair._2().of(shard, pair._1())).toList();
  }

  @Override
  public void close() {
    hashes.unpersist(false);
  }
}
