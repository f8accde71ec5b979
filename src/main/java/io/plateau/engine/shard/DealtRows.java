package io.plateau.engine.shard;

import io.plateau.math.Key;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaRDD;

/**
 * Training rows and, where there are any, validation rows, dealt to shards. Closing frees both.
 *
 * @param layout of both
 */
public record DealtRows(ShardedRows training, Optional<ShardedRows> validation, ShardLayout layout)
    implements AutoCloseable {

  /** Deals both by one layout. */
  public static DealtRows deal(
      JavaRDD<Example> training,
      Optional<JavaRDD<Example>> validation,
      ShardLayout layout,
      StageListener stages) {
    return deal(
        training, validation, layout, stages, (rows, name) -> ShardedRows.deal(rows, layout, name));
  }

  /** Deals both by one layout out of blocks, which should be cached. */
  public static <B extends ExampleBlock> DealtRows dealBlocks(
      JavaRDD<B> training,
      Optional<JavaRDD<B>> validation,
      ShardLayout layout,
      StageListener stages) {
    return deal(
        training,
        validation,
        layout,
        stages,
        (rows, name) -> ShardedRows.dealBlocks(rows, layout, name));
  }

  /**
   * The training rows in two: of several folds, drawn by content, one for validation and the others
   * to train on. Equal rows are of one fold.
   *
   * @param fold from 0
   */
  public DealtRows withHeldOut(int fold, int folds) {
    JavaRDD<Example> rows = training.examples();
    long seed = Key.of(layout.seed()).with("fold").state();
    return deal(
        TaskRdds.filter(rows, row -> RowHashes.part(seed, row, folds) != fold),
        Optional.of(TaskRdds.filter(rows, row -> RowHashes.part(seed, row, folds) == fold)),
        layout,
        new StageListener() {});
  }

  private static <T> DealtRows deal(
      JavaRDD<T> training,
      Optional<JavaRDD<T>> validation,
      ShardLayout layout,
      StageListener stages,
      BiFunction<JavaRDD<T>, String, ShardedRows> deal) {
    BiFunction<JavaRDD<T>, String, ShardedRows> staged =
        (rows, name) -> stages.during(Stage.PACK, name, () -> deal.apply(rows, name));
    ShardedRows rows = staged.apply(training, "training rows");
    try {
      Optional<ShardedRows> others = validation.map(them -> staged.apply(them, "validation rows"));
      return new DealtRows(rows, others, layout);
    } catch (Throwable e) {
      rows.close();
      throw e;
    }
  }

  @Override
  public void close() {
    training.close();
    validation.ifPresent(ShardedRows::close);
  }
}
