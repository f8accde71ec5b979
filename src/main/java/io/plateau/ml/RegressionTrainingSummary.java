package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import org.apache.spark.ml.util.Summary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the training of a regression went; measures are of the rows it was fitted to. Spark Connect
 * lets clients ask for what {@link org.apache.spark.ml.classification.TrainingSummary} has, the
 * history; the measures of regressions it allows of Spark's own alone.
 */
public final class RegressionTrainingSummary extends RegressionSummary
    implements TrainingSummary, org.apache.spark.ml.classification.TrainingSummary, Summary {
  private final TrainingResult result;

  RegressionTrainingSummary(
      NeuralNetworkRegressionModel model, Dataset<Row> rows, TrainingResult result) {
    super(model, rows);
    this.result = result;
  }

  @Override
  public TrainingResult result() {
    return result;
  }

  @Override
  public double[] objectiveHistory() {
    return TrainingSummary.super.objectiveHistory();
  }

  @Override
  public int totalIterations() {
    return TrainingSummary.super.totalIterations();
  }
}
