package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.engine.Examples;
import io.plateau.train.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShardedRowsTest {
  private static final int ROWS = 1000;

  /** Every shard's bytes, by its number. */
  private static TreeMap<Integer, String> shards(
      JavaRDD<Example> rows, int shards, boolean sparse) {
    JavaSparkContext spark = LocalSpark.context();
    try (ShardedRows dealt = ShardedRows.deal(rows, layout(shards, sparse), "training rows")) {
      return contents(dealt);
    }
  }

  private static ShardLayout layout(int shards, boolean sparse) {
    return new ShardLayout(4, 1, shards, 1, sparse, 3);
  }

  private static TreeMap<Integer, String> contents(ShardedRows dealt) {
    TreeMap<Integer, String> contents = new TreeMap<>();
    dealt
        .rdd()
        .collect()
        .forEach(s -> contents.put(s.id(), java.util.HexFormat.of().formatHex(bytes(s))));
    return contents;
  }

  private static byte[] bytes(Serializable object) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(object);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void partitionsAndTheOrderOfRowsChangeNothing() {
    JavaSparkContext spark = LocalSpark.context();
    TreeMap<Integer, String> once = shards(Examples.classified(spark, ROWS, 1), 8, false);
    assertThat(once).hasSize(8);
    for (int partitions : new int[] {2, 7, 64, 1500}) {
      assertThat(shards(Examples.classified(spark, ROWS, partitions), 8, false)).isEqualTo(once);
    }
    List<Long> shuffled = new ArrayList<>();
    for (long i = 0; i < ROWS; i++) {
      shuffled.add(i);
    }
    Collections.reverse(shuffled);
    assertThat(shards(spark.parallelize(shuffled, 5).map(Examples::classified), 8, false))
        .isEqualTo(once);
  }

  @Test
  void sparseAndDenseRowsOfTheSameContentAreTheSame() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> dense = Examples.classified(spark, ROWS, 3);
    JavaRDD<Example> sparse = dense.map(ShardedRowsTest::asSparse);
    for (boolean stored : new boolean[] {false, true}) {
      assertThat(shards(sparse, 4, stored)).isEqualTo(shards(dense, 4, stored));
    }
  }

  private static Example asSparse(Example row) {
    int[] indices = new int[row.nonZeros()];
    float[] values = new float[indices.length];
    for (int i = 0, at = 0; i < row.values.length; i++) {
      if (row.values[i] != 0) {
        indices[at] = i;
        values[at++] = row.values[i];
      }
    }
    return Example.view(indices, values, 0, values.length, row.target, row.weight);
  }

  /** They have one hash. To compare each with all others takes minutes. */
  @Test
  @Timeout(60)
  void rowsThatDifferInTheSignOfZeroAloneHaveAnOrder() {
    JavaSparkContext spark = LocalSpark.context();
    List<Integer> rows = IntStream.range(0, 100_000).boxed().toList();
    JavaRDD<Example> alternating =
        spark.parallelize(rows, 2).map(i -> signed((i & 1) == 0 ? 0f : -0f));
    JavaRDD<Example> sorted = spark.parallelize(rows, 3).map(i -> signed(i < 50_000 ? 0f : -0f));
    assertThat(shards(alternating, 1, false)).hasSize(1).isEqualTo(shards(sorted, 1, false));
  }

  private static Example signed(float zero) {
    return Example.dense(new float[] {1, 2, 3, zero}, new float[] {1}, 1);
  }

  @Test
  void rowsOfWeightZeroAreAbsent() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> rows = Examples.classified(spark, ROWS, 3);
    JavaRDD<Example> more = rows.union(rows.map(row -> Example.dense(row.values, row.target, 0)));
    assertThat(shards(more, 4, false)).isEqualTo(shards(rows, 4, false));
  }

  @Test
  void blocksGiveTheShardsOfAShuffle() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> dense = Examples.classified(spark, ROWS, 3);
    JavaRDD<Example> twice = dense.map(ShardedRowsTest::asSparse).union(dense);
    JavaRDD<Example> absent = dense.map(row -> Example.dense(row.values, row.target, 0));
    // The same rows dense, sparse and, to be left out, of no weight; some blocks have one row.
    JavaRDD<Shard> blocks =
        blocks(dense, 7, false).union(blocks(dense, 1, true)).union(blocks(absent, 64, false));
    for (boolean stored : new boolean[] {false, true}) {
      TreeMap<Integer, String> shuffled = shards(twice, 5, stored);
      assertThat(LocalDeal.fits(spark.sc(), layout(5, stored))).isTrue();
      try (ShardedRows dealt = ShardedRows.dealBlocks(blocks, layout(5, stored), "training rows")) {
        assertThat(contents(dealt)).isEqualTo(shuffled);
        assertThat(dealt.rows()).isEqualTo(2 * ROWS);
        assertThat(spark.getPersistentRDDs()).hasSize(1);
        dealt.rdd().unpersist(true);
        assertThat(contents(dealt)).as("made again").isEqualTo(shuffled);
      }
    }
  }

  @Test
  void aSingleTaskHashesAndPacksInOneJob() {
    JavaRDD<Example> rows = Examples.classified(LocalSpark.context(), ROWS, 3);
    assertThat(LocalDeal.fits(rows.context(), layout(1, false))).isTrue();
    assertThat(LocalSpark.descriptions(() -> dealtBlocks(rows, 1)))
        .containsExactly("packing training rows", "");
    assertThat(LocalSpark.descriptions(() -> dealtBlocks(rows, 2)))
        .containsExactly("hashing rows", "packing training rows", "");
    assertThat(dealtBlocks(rows, 1)).isEqualTo(shards(rows, 1, false));
  }

  private static TreeMap<Integer, String> dealtBlocks(JavaRDD<Example> rows, int shards) {
    try (ShardedRows dealt =
        ShardedRows.dealBlocks(blocks(rows, 7, false), layout(shards, false), "training rows")) {
      return contents(dealt);
    }
  }

  @Test
  void tasksOfOneProcessCarryNoneOfTheRows() {
    JavaSparkContext spark = LocalSpark.context();
    byte[] row = new byte[1 << 16];
    JavaRDD<Example> rows =
        spark
            .parallelize(Collections.nCopies(4, row), 4)
            .map(bytes -> Example.dense(new float[] {1, 2, bytes.length, 4}, new float[] {1}, 1));
    try (ShardedRows dealt =
        ShardedRows.dealBlocks(blocks(rows, 1, false), layout(2, false), "training rows")) {
      assertThat(bytes(dealt.rdd().rdd().partitions()[0])).hasSizeLessThan(1 << 13);
      assertThat(bytes(dealt.rdd().rdd())).hasSizeLessThan(1 << 13);
    }
  }

  private static JavaRDD<Shard> blocks(JavaRDD<Example> rows, int size, boolean sparse) {
    return rows.mapPartitions(
        all -> {
          List<Shard> blocks = new ArrayList<>();
          while (all.hasNext()) {
            ShardBuilder block = new ShardBuilder(0, layout(1, sparse));
            for (int i = 0; i < size && all.hasNext(); i++) {
              block.add(all.next());
            }
            blocks.add(block.build());
          }
          return blocks.iterator();
        });
  }

  @Test
  void moreThanTheMemoryHoldsIsShuffled() {
    JavaSparkContext spark = LocalSpark.context();
    ShardLayout large = new ShardLayout(4, 1, 5, 1 << 16, false, 3);
    assertThat(LocalDeal.fits(spark.sc(), large)).isFalse();
    JavaRDD<Example> rows = Examples.classified(spark, ROWS, 3);
    try (ShardedRows dealt =
        ShardedRows.dealBlocks(blocks(rows, 7, false), large, "training rows")) {
      assertThat(contents(dealt)).isEqualTo(shards(rows, 5, false));
    }
  }

  @Test
  void noRowsAreAnErrorAndLeaveNothingCached() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> none =
        Examples.classified(spark, ROWS, 3).map(row -> Example.dense(row.values, row.target, 0));
    assertThatThrownBy(() -> shards(none, 4, false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no training rows of positive weight as 32-bit floats;");
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  @Test
  void aShardSurvivesTheWire() throws Exception {
    ShardBuilder builder = new ShardBuilder(7, new ShardLayout(4, 1, 8, 1, true, 3));
    for (long i = 0; i < 20_000; i++) {
      builder.add(Examples.classified(i));
    }
    Shard shard = builder.build();
    byte[] sent = bytes(shard);
    Shard received = (Shard) new ObjectInputStream(new ByteArrayInputStream(sent)).readObject();
    assertThat(bytes(received)).isEqualTo(sent);
    assertThat(received.rows()).isEqualTo(20_000);
    assertThat(received.example(19_999).values).isEqualTo(shard.example(19_999).values);
    assertThat(received.example(19_999).indices).isEqualTo(shard.example(19_999).indices);
  }

  @Test
  void partitionsAreSmallEnoughToBeHeld() {
    assertThat(new Census(60_000, 60_000L * 300, 0).partitions(784)).isEqualTo(4);
    assertThat(new Census(1_000_000, 1_000_000_000, 0).partitions(1000)).isEqualTo(64);
    JavaSparkContext spark = LocalSpark.context();
    ShardLayout layout = new ShardLayout(4, 1, 16, 5, false, 3);
    try (ShardedRows rows =
        ShardedRows.deal(Examples.classified(spark, ROWS, 3), layout, "training rows")) {
      assertThat(rows.rdd().getNumPartitions()).isEqualTo(5);
    }
  }

  @Test
  void theNumberOfShardsFollowsFromTheDataAlone() {
    assertThat(new Census(14_400, 14_400 * 16, 0).shards(16, 256)).isEqualTo(2);
    assertThat(new Census(60_000, 60_000L * 300, 0).shards(784, 256)).isEqualTo(2);
    assertThat(new Census(1_000_000, 100_000_000, 0).shards(100, 0)).isEqualTo(32);
    assertThat(new Census(1_000_000, 100_000_000, 0).shards(100, 1024)).isEqualTo(8);
    assertThat(new Census(100_000_000, 100_000_000_000L, 0).shards(1000, 128)).isEqualTo(4096);
    assertThat(new Census(1_000_000, 1_000_000_000, 0).shards(1000, 4096)).isEqualTo(64);
    assertThat(new Census(1000, 60_000, 0).sparse(1 << 18)).isTrue();
    assertThat(new Census(1000, 16_000, 0).sparse(16)).isFalse();
  }
}
