package io.plateau.data;

import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** Encoded rows of a job in shards; none at first. Closing frees what is cached. */
final class PackedRows implements AutoCloseable {
  private static final String TEST = "test rows";

  private DealtRows dealt;
  private ShardLayout layout;
  private Optional<ShardedRows> test = Optional.empty();

  boolean isEmpty() {
    return dealt == null;
  }

  void pack(
      JavaRDD<Example> training,
      Optional<JavaRDD<Example>> validation,
      Optional<JavaRDD<Example>> others,
      ShardLayout as,
      StageListener stages) {
    dealt = DealtRows.deal(training, validation, as, stages);
    layout = as;
    test =
        others.map(rows -> stages.during(Stage.PACK, TEST, () -> ShardedRows.deal(rows, as, TEST)));
  }

  /** Training and validation rows; for another layout all rows are dealt anew from their shards. */
  DealtRows dealt(ShardLayout as, StageListener stages) {
    if (!as.equals(layout)) {
      DealtRows before = dealt;
      dealt =
          DealtRows.dealBlocks(
              before.training().rdd(), before.validation().map(ShardedRows::rdd), as, stages);
      Optional<ShardedRows> tested = test;
      test = tested.map(rows -> ShardedRows.dealBlocks(rows.rdd(), as, TEST));
      layout = as;
      before.close();
      tested.ifPresent(ShardedRows::close);
    }
    return dealt;
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
  }
}
