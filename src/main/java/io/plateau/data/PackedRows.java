package io.plateau.data;

import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;

/** Encoded rows of a job in shards; none at first. Closing frees what is cached. */
final class PackedRows implements AutoCloseable {
  private static final String TEST = "test rows";

  /** Null where none are packed. */
  private DealtRows dealt;

  private Optional<ShardedRows> test = Optional.empty();

  boolean isEmpty() {
    return dealt == null;
  }

  void pack(
      JavaRDD<Example> training,
      Optional<JavaRDD<Example>> validation,
      Optional<JavaRDD<Example>> others,
      ShardLayout layout,
      StageListener stages) {
    replace(
        DealtRows.deal(training, validation, layout, stages),
        others,
        rows -> ShardedRows.deal(rows, layout, TEST),
        stages);
  }

  /** Training and validation rows; for another layout all rows are dealt anew from their shards. */
  DealtRows dealt(ShardLayout layout, StageListener stages) {
    if (!layout.equals(dealt.layout())) {
      replace(
          DealtRows.dealBlocks(
              dealt.training().rdd(), dealt.validation().map(ShardedRows::rdd), layout, stages),
          test,
          rows -> ShardedRows.dealBlocks(rows.rdd(), layout, TEST),
          stages);
    }
    return dealt;
  }

  /** Deals the test rows as the others, and takes all for those before, unless it fails. */
  private <T> void replace(
      DealtRows others, Optional<T> rows, Function<T, ShardedRows> deal, StageListener stages) {
    Optional<ShardedRows> tests;
    try {
      tests = rows.map(them -> stages.during(Stage.PACK, TEST, () -> deal.apply(them)));
    } catch (Throwable e) {
      others.close();
      throw e;
    }
    close();
    dealt = others;
    test = tests;
  }

  Optional<ShardedRows> test() {
    return test;
  }

  @Override
  public void close() {
    if (dealt != null) {
      dealt.close();
      dealt = null;
    }
    test.ifPresent(ShardedRows::close);
    test = Optional.empty();
  }
}
