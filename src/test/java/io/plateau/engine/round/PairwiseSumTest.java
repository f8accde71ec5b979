package io.plateau.engine.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.engine.shard.ShardPartitioner;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairwiseSumTest {
  private static Partial leaf(int shard) {
    Partial partial = new Partial(shard, new float[3]);
    for (int i = 0; i < 3; i++) {
      partial.sum[i] = Key.of(5).with(shard).normal(i) * (1 + shard % 7 * 1000);
    }
    partial.loss = partial.sum[0];
    partial.weight = 1;
    partial.rows = 1;
    return partial;
  }

  /** The definition: halves of a range of a power of two, absent ones left out. */
  private static float[] reference(Set<Integer> present, int first, int span) {
    if (span == 1) {
      return present.contains(first) ? leaf(first).sum : null;
    }
    float[] left = reference(present, first, span / 2);
    float[] right = reference(present, first + span / 2, span / 2);
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  private static Partial sum(Set<Integer> present, int shards, int partitions) {
    ShardPartitioner partitioner = new ShardPartitioner(shards, partitions);
    List<Partial> parts = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      int from = partitioner.first(p);
      int to = partitioner.first(p + 1);
      parts.addAll(
          PairwiseSum.ofRange(
              present.stream().filter(s -> s >= from && s < to).map(s -> leaf(s)).iterator(),
              from,
              to));
    }
    Collections.reverse(parts);
    return PairwiseSum.total(parts, shards);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 13, 64, 100})
  void theSameBitsWhoeverAddsWhichShards(int shards) {
    for (int gap : new int[] {0, 2, 3, 5}) {
      Set<Integer> present = new TreeSet<>();
      IntStream.range(0, shards)
          .filter(i -> gap == 0 || i % gap != 0 || i == shards - 1)
          .forEach(present::add);
      float[] expected =
          reference(present, 0, shards == 1 ? 1 : Integer.highestOneBit(shards - 1) * 2);
      for (int partitions = 1; partitions <= shards; partitions++) {
        Partial sum = sum(present, shards, partitions);
        assertThat(sum.sum).containsExactly(expected);
        assertThat(sum.rows).isEqualTo(present.size());
      }
    }
  }

  @Test
  void aTaskOfAnAlignedRangeSendsOneVector() {
    List<Partial> parts =
        PairwiseSum.ofRange(
            IntStream.range(8, 16).mapToObj(PairwiseSumTest::leaf).iterator(), 8, 16);
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).first).isEqualTo(8);
    assertThat(parts.get(0).span).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"4 5 0, shard 0 comes after shard 5", "0 8, shard 8 is not from 0 to 8"})
  void noShardIsLeftOut(String shards, String message) {
    Iterator<Partial> leaves =
        Stream.of(shards.split(" ")).map(shard -> leaf(Integer.parseInt(shard))).iterator();
    assertThatThrownBy(() -> PairwiseSum.ofRange(leaves, 0, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void nothingAddsUpToNothing() {
    assertThat(PairwiseSum.total(List.of(), 8)).isNull();
  }

  @Test
  void partitionsHoldTheRangesTheySay() {
    for (int shards = 1; shards < 40; shards++) {
      for (int partitions = 1; partitions <= shards; partitions++) {
        ShardPartitioner partitioner = new ShardPartitioner(shards, partitions);
        for (int s = 0; s < shards; s++) {
          int p = partitioner.getPartition(s);
          assertThat(s).isBetween(partitioner.first(p), partitioner.first(p + 1) - 1);
        }
        assertThat(partitioner.first(partitions)).isEqualTo(shards);
      }
    }
  }
}
