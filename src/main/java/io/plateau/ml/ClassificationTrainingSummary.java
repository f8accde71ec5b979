package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the training of a classifier went; measures are of the rows it was fitted to. Spark Connect
 * lets clients ask for the members that Spark's own summaries have, hence those super types. A Java
 * class, since only Scala code of Spark may name them.
 */
public class ClassificationTrainingSummary extends ClassificationSummary
    implements TrainingSummary, org.apache.spark.ml.classification.TrainingSummary {
  private static final long serialVersionUID = 1L;

  private final transient TrainingResult result;

  ClassificationTrainingSummary(
      NeuralNetworkClassificationModel model, Dataset<Row> rows, TrainingResult result) {
    super(model, rows);
    this.result = result;
  }

  /** The summary of a model; that of two classes has their curves. */
  static ClassificationTrainingSummary of(
      NeuralNetworkClassificationModel model, Dataset<Row> rows, TrainingResult result) {
    return model.numClasses() == 2 && !model.isMultiLabel()
        ? new BinaryClassificationTrainingSummary(model, rows, result)
        : new ClassificationTrainingSummary(model, rows, result);
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
