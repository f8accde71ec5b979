package io.plateau.engine.shard;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** The description of Spark jobs in Spark's UI and event log. */
public final class JobDescription {
  private static final String PROPERTY = "spark.job.description";

  private JobDescription() {}

  /** Runs jobs under a description, then restores the previous one. */
  public static <R> R during(SparkContext spark, String description, Supplier<R> jobs) {
    String before = spark.getLocalProperty(PROPERTY);
    spark.setLocalProperty(PROPERTY, description);
    try {
      return jobs.get();
    } finally {
      spark.setLocalProperty(PROPERTY, before);
    }
  }
}
