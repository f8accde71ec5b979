package io.plateau.ml;

import io.plateau.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures of a regression on some rows, as spark.ml names them; computed when first asked for. R²
 * is that of {@link io.plateau.nn.loss.Determination}, which Spark's is where all weights are 1.
 */
public class RegressionSummary extends PredictedRows<NeuralNetworkRegressionModel> {
  private RegressionMetrics metrics;
  private Double r2;

  RegressionSummary(NeuralNetworkRegressionModel model, Dataset<Row> rows) {
    super(complete(model), rows);
  }

  /** A copy that later settings do not change and that has a name for its column. */
  static NeuralNetworkRegressionModel complete(NeuralNetworkRegressionModel model) {
    NeuralNetworkRegressionModel copy = model.copy(new ParamMap());
    if (copy.getPredictionCol().isEmpty()) {
      copy.setPredictionCol("prediction_" + UUID.randomUUID());
    }
    return copy;
  }

  private void requireOneOutput() {
    if (predictor().isMultiOutput()) {
      throw new UnsupportedOperationException(
          "these measures are for one number per row, but this model has several outputs; take them"
              + " from predictions() for each");
    }
  }

  private synchronized RegressionMetrics metrics() {
    requireOneOutput();
    if (metrics == null) {
      metrics = new RegressionMetrics(outcomes(), false);
    }
    return metrics;
  }

  /** Share of the labels' variance that the model explains. */
  public synchronized double r2() {
    requireOneOutput();
    if (r2 == null) {
      String weight = predictor().orEmpty(predictor().weightCol());
      Evaluation.Columns columns =
          new Evaluation.Columns(
              labelCol(), predictionCol(), null, weight.isEmpty() ? null : weight);
      r2 = Evaluation.ofNumbers(List.of(labelCol())).metrics(measured(), columns).get("r2");
    }
    return r2;
  }

  public double rootMeanSquaredError() {
    return metrics().rootMeanSquaredError();
  }

  public double meanSquaredError() {
    return metrics().meanSquaredError();
  }

  public double meanAbsoluteError() {
    return metrics().meanAbsoluteError();
  }

  public double explainedVariance() {
    return metrics().explainedVariance();
  }

  Map<String, Object> measures() {
    return Map.of(
        "r2", r2(),
        "rootMeanSquaredError", rootMeanSquaredError(),
        "meanSquaredError", meanSquaredError(),
        "meanAbsoluteError", meanAbsoluteError(),
        "explainedVariance", explainedVariance());
  }
}
