package io.plateau.engine;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/** One round is one Spark job: broadcast, map over the shards, collect, destroy the broadcast. */
final class SparkRound {
  private static final String DESCRIPTION = "spark.job.description";

  private SparkRound() {}

  /**
   * Runs {@code work} on every partition of the shards; its results in the order of the partitions.
   *
   * @param description as Spark's UI shows it
   * @param floats what every task is to know
   */
  static <R> List<R> run(
      JavaSparkContext spark,
      String description,
      Floats floats,
      ShardedRows rows,
      Function2<Floats, Iterator<Shard>, Iterator<R>> work) {
    return described(
        spark,
        description,
        () -> {
          Broadcast<Floats> broadcast = spark.broadcast(floats);
          try {
            return rows.rdd()
                .mapPartitions(shards -> work.call(broadcast.value(), shards))
                .collect();
          } finally {
            broadcast.destroy();
          }
        });
  }

  /** Runs jobs under a description, and puts back the one before. */
  static <R> R described(JavaSparkContext spark, String description, Supplier<R> jobs) {
    String before = spark.getLocalProperty(DESCRIPTION);
    spark.setLocalProperty(DESCRIPTION, description);
    try {
      return jobs.get();
    } finally {
      spark.setLocalProperty(DESCRIPTION, before);
    }
  }
}
