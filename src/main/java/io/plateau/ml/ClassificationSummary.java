package io.plateau.ml;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/** Measures of a classifier on some rows, as spark.ml names them; computed when first asked for. */
public class ClassificationSummary {
  private final NeuralNetworkClassificationModel model;
  private final Dataset<Row> rows;
  private MulticlassMetrics metrics;

  ClassificationSummary(NeuralNetworkClassificationModel model, Dataset<Row> rows) {
    this.model = complete(model);
    this.rows = rows;
  }

  /** A copy that later settings do not change and that has names for its columns. */
  static NeuralNetworkClassificationModel complete(NeuralNetworkClassificationModel model) {
    NeuralNetworkClassificationModel copy = model.copy(new ParamMap());
    if (copy.getPredictionCol().isEmpty()) {
      copy.setPredictionCol("prediction_" + UUID.randomUUID());
    }
    if (copy.getProbabilityCol().isEmpty()) {
      copy.setProbabilityCol("probability_" + UUID.randomUUID());
    }
    return copy;
  }

  /** The rows with the model's predictions. */
  public Dataset<Row> predictions() {
    return model.transform(rows);
  }

  public String predictionCol() {
    return model.getPredictionCol();
  }

  public String labelCol() {
    return model.getLabelCol();
  }

  /** Share of the weight that is predicted right. */
  public double accuracy() {
    return metrics().accuracy();
  }

  public double weightedPrecision() {
    return metrics().weightedPrecision();
  }

  public double weightedRecall() {
    return metrics().weightedRecall();
  }

  public double weightedTruePositiveRate() {
    return metrics().weightedTruePositiveRate();
  }

  public double weightedFalsePositiveRate() {
    return metrics().weightedFalsePositiveRate();
  }

  public double weightedFMeasure() {
    return metrics().weightedFMeasure();
  }

  public double weightedFMeasure(double beta) {
    return metrics().weightedFMeasure(beta);
  }

  /** The classes, ascending; the order of the measures by label. */
  public double[] labels() {
    return metrics().labels();
  }

  public double[] precisionByLabel() {
    return byLabel(metrics()::precision);
  }

  public double[] recallByLabel() {
    return byLabel(metrics()::recall);
  }

  public double[] truePositiveRateByLabel() {
    return byLabel(metrics()::truePositiveRate);
  }

  public double[] falsePositiveRateByLabel() {
    return byLabel(metrics()::falsePositiveRate);
  }

  public double[] fMeasureByLabel() {
    return byLabel(metrics()::fMeasure);
  }

  private double[] byLabel(DoubleUnaryOperator measure) {
    return Arrays.stream(labels()).map(measure).toArray();
  }

  private synchronized MulticlassMetrics metrics() {
    if (metrics == null) {
      if (model.isMultiLabel()) {
        throw new UnsupportedOperationException(
            "these measures are of one class a row, but this model has several labels; use Spark's"
                + " MultilabelClassificationEvaluator on predictions()");
      }
      boolean weighted = model.isDefined(model.weightCol()) && !model.getWeightCol().isEmpty();
      Column weight = weighted ? functions.col(model.getWeightCol()) : functions.lit(1.0);
      metrics =
          new MulticlassMetrics(
              predictions()
                  .select(
                      functions.col(predictionCol()),
                      functions.col(labelCol()).cast("double"),
                      weight.cast("double"))
                  .javaRDD()
                  .map(row -> new Tuple3<>(row.get(0), row.get(1), row.get(2)))
                  .rdd());
    }
    return metrics;
  }
}
