package io.plateau.ml;

import io.plateau.evaluation.Evaluation;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures of a regression on some rows, as spark.ml names them; computed when first asked for. R²
 * is that of {@link io.plateau.nn.loss.Determination}, which Spark's is where all weights are 1.
 */
public class RegressionSummary extends PredictedRows<NeuralNetworkRegressionModel> {
  private Map<String, Double> measures;

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

  /** All measures by name, of one pass over the rows. */
  synchronized Map<String, Double> measures() {
    if (predictor().isMultiOutput()) {
      throw new UnsupportedOperationException(
          "these measures are for one number per row, but this model has several outputs; take them"
              + " from predictions() for each");
    }
    if (measures == null) {
      Map<String, Double> measured = measure(() -> Evaluation.ofNumber(outcomes().toJavaRDD()));
      if (!Double.isFinite(measured.get("meanSquaredError"))) {
        requireRows(false);
      }
      measures = measured;
    }
    return measures;
  }

  /** Share of the labels' variance that the model explains. */
  public double r2() {
    return measures().get("r2");
  }

  public double rootMeanSquaredError() {
    return measures().get("rootMeanSquaredError");
  }

  public double meanSquaredError() {
    return measures().get("meanSquaredError");
  }

  public double meanAbsoluteError() {
    return measures().get("meanAbsoluteError");
  }

  public double explainedVariance() {
    return measures().get("explainedVariance");
  }
}
