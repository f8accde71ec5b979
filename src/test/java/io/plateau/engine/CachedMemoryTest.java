package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.CachedBytes;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Cached rows take memory by what they store: sparse ones whatever their width. */
class CachedMemoryTest {
  private static final int ROWS = 5000;
  private static final int WIDTH = 1 << 18;
  private static final int NON_ZEROS = 60;

  @Test
  void aStoredValueTakesAtMostTwelveBytesAndARowSixteen() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> rows =
        spark
            .parallelize(IntStream.range(0, ROWS).boxed().toList(), 3)
            .map(CachedMemoryTest::weighted);
    Census census = Counted.of(rows);
    assertThat(census.sparse(WIDTH)).isTrue();
    int shards = census.shards(WIDTH, 256);
    try (ShardedRows dealt =
        ShardedRows.deal(rows, new ShardLayout(WIDTH, 1, shards, 1, true, 3), "training rows")) {
      assertThat(dealt.rows()).isEqualTo(ROWS);
      long values = (long) ROWS * NON_ZEROS;
      assertThat(CachedBytes.of(dealt)).isBetween(8 * values, 12 * values + 16L * ROWS);
    }
  }

  @Test
  void aDenseValueTakesFourBytesAndAllElseFivePercent() {
    JavaSparkContext spark = LocalSpark.context();
    int width = 100;
    JavaRDD<Example> rows =
        spark
            .parallelize(IntStream.range(0, ROWS).boxed().toList(), 3)
            .map(row -> dense(row, width));
    int shards = Counted.of(rows).shards(width, 256);
    try (ShardedRows dealt =
        ShardedRows.deal(rows, new ShardLayout(width, 1, shards, 1, false, 3), "training rows")) {
      long bytes = 4L * ROWS * width;
      assertThat(CachedBytes.of(dealt)).isBetween(bytes, bytes + bytes / 20);
    }
  }

  private static Example dense(int row, int width) {
    Key key = Key.of(12).with(row);
    float[] values = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] = key.normal(i);
    }
    return Example.dense(values, new float[] {row % 2}, 1);
  }

  /** With a weight of its own: the most that a row of one target takes. */
  private static Example weighted(int row) {
    Key key = Key.of(11).with(row);
    int[] indices =
        IntStream.range(0, NON_ZEROS)
            .map(i -> i * (WIDTH / NON_ZEROS) + key.below(i, WIDTH / NON_ZEROS))
            .toArray();
    float[] values = new float[NON_ZEROS];
    for (int i = 0; i < NON_ZEROS; i++) {
      values[i] = key.normal(i);
    }
    return Example.view(indices, values, 0, values.length, new float[] {row % 2}, 1 + row % 3);
  }
}
