package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockStatus;
import org.apache.spark.storage.RDDBlockId;

/** Memory that cached rows take, by the blocks: Spark's UI may tell of a moment before. */
public final class CachedBytes {
  private CachedBytes() {}

  /** The bytes of the shards that were dealt last, all of which are in memory. */
  public static long of(ShardedRows training) {
    // Those of another test have the same name, and may be on their way out.
    int id =
        JavaSparkContext.fromSparkContext(training.rdd().context())
            .getPersistentRDDs()
            .entrySet()
            .stream()
            .filter(rdd -> "shards of training rows".equals(rdd.getValue().name()))
            .mapToInt(Map.Entry::getKey)
            .max()
            .orElseThrow();
    BlockManager blocks = SparkEnv.get().blockManager();
    List<BlockStatus> stored =
        IntStream.range(0, training.rdd().getNumPartitions())
            .mapToObj(partition -> blocks.getStatus(new RDDBlockId(id, partition)).get())
            .toList();
    assertThat(stored).allMatch(block -> block.storageLevel().useMemory() && block.diskSize() == 0);
    return stored.stream().mapToLong(BlockStatus::memSize).sum();
  }
}
