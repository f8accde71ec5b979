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
      Optional<JavaRDD<Example>> tested,
      ShardLayout layout,
      StageListener stages) {
    replace(
        DealtRows.deal(training, validation, layout, stages),
        tested,
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

  /**
   * Deals the test rows, too, and then takes all in place of what was packed before; where that
   * fails, the rows before stay.
   */
  private <T> void replace(
      DealtRows fresh, Optional<T> tested, Function<T, ShardedRows> deal, StageListener stages) {
    Optional<ShardedRows> freshTest;
    try {
      freshTest = tested.map(rows -> stages.during(Stage.PACK, TEST, () -> deal.apply(rows)));
    } catch (Throwable e) {
      fresh.close();
      throw e;
    }
    close();
    dealt = fresh;
    test = freshTest;
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
