package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import org.apache.spark.ml.classification.BinaryClassificationSummary;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How the training of a classifier of two classes went, with their curves over Spark Connect. */
public final class BinaryClassificationTrainingSummary extends ClassificationTrainingSummary
    implements TrainingSummary, BinaryClassificationSummary {
  private static final long serialVersionUID = 1L;

  BinaryClassificationTrainingSummary(
      NeuralNetworkClassificationModel model, Dataset<Row> rows, TrainingResult result) {
    super(model, rows, result);
  }

  /** The column whose second number ranks the rows. */
  @Override
  public String scoreCol() {
    return probabilityCol();
  }

  /** Private values of Spark's trait, of which nothing here makes use. */
  @Override
  public SparkSession
      org$apache$spark$ml$classification$BinaryClassificationSummary$$sparkSession() {
    throw new UnsupportedOperationException("the measures are made when asked for");
  }

  @Override
  public BinaryClassificationMetrics
      org$apache$spark$ml$classification$BinaryClassificationSummary$$binaryMetrics() {
    throw new UnsupportedOperationException("the measures are made when asked for");
  }

  @Override
  public void
      org$apache$spark$ml$classification$BinaryClassificationSummary$_setter_$org$apache$spark$ml$classification$BinaryClassificationSummary$$sparkSession_$eq(
          SparkSession session) {}

  @Override
  public void
      org$apache$spark$ml$classification$BinaryClassificationSummary$_setter_$org$apache$spark$ml$classification$BinaryClassificationSummary$$binaryMetrics_$eq(
          BinaryClassificationMetrics metrics) {}
}
