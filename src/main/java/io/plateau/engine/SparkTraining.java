package io.plateau.engine;

import io.plateau.train.TrainingListener;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** A training from rows to weights, on Spark. */
public final class SparkTraining {
  private SparkTraining() {}

  /**
   * Trains until the plan's stopping rule gives a reason.
   *
   * @param validation rows set apart, or null
   * @param initial weights to start from, or null for random ones
   */
  public static TrainingResult run(
      JavaSparkContext spark,
      JavaRDD<Example> training,
      JavaRDD<Example> validation,
      TrainingPlan plan,
      float[] initial,
      TrainingListener listener) {
    throw new UnsupportedOperationException();
  }
}
