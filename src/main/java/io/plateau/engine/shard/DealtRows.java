package io.plateau.engine.shard;

import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Training rows and, where there are any, validation rows, dealt to shards. Closing frees both.
 *
 * @param sparse whether shards store non-zeros only
 */
public record DealtRows(ShardedRows training, Optional<ShardedRows> validation, boolean sparse)
    implements AutoCloseable {

  /** Deals both by one layout. */
  public static DealtRows deal(
      JavaSparkContext spark,
      JavaRDD<Example> training,
      Optional<JavaRDD<Example>> validation,
      ShardLayout layout,
      StageListener stages) {
    ShardedRows rows = deal(spark, training, layout, "training rows", stages);
    boolean dealt = false;
    try {
      Optional<ShardedRows> others =
          validation.map(them -> deal(spark, them, layout, "validation rows", stages));
      dealt = true;
      return new DealtRows(rows, others, layout.sparse());
    } finally {
      if (!dealt) {
        rows.close();
      }
    }
  }

  private static ShardedRows deal(
      JavaSparkContext spark,
      JavaRDD<Example> rows,
      ShardLayout layout,
      String name,
      StageListener stages) {
    return stages.during(Stage.PACK, name, () -> ShardedRows.deal(spark, rows, layout, name));
  }

  @Override
  public void close() {
    training.close();
    validation.ifPresent(ShardedRows::close);
  }
}
