package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the training of a regression went; measures are of the rows it was fitted to. */
public final class RegressionTrainingSummary extends RegressionSummary implements TrainingSummary {
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
}
