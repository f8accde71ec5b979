package io.plateau.ml;

import java.util.UUID;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/** Measures of a regression on some rows, as spark.ml names them; computed when first asked for. */
public class RegressionSummary {
  private final NeuralNetworkRegressionModel model;
  private final Dataset<Row> rows;
  private RegressionMetrics metrics;

  RegressionSummary(NeuralNetworkRegressionModel model, Dataset<Row> rows) {
    // A copy, so that later settings of the model do not change its summary.
    this.model = model.copy(new ParamMap());
    this.rows = rows;
    if (this.model.getPredictionCol().isEmpty()) {
      this.model.setPredictionCol("prediction_" + UUID.randomUUID());
    }
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

  /** Share of the labels' variance that the model explains. */
  public double r2() {
    return metrics().r2();
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

  private synchronized RegressionMetrics metrics() {
    if (metrics == null) {
      if (model.isMultiOutput()) {
        throw new UnsupportedOperationException(
            "these measures are of one number a row, but this model has several outputs; take them"
                + " from predictions() for each");
      }
      boolean weighted = model.isDefined(model.weightCol()) && !model.getWeightCol().isEmpty();
      Column weight = weighted ? functions.col(model.getWeightCol()) : functions.lit(1.0);
      metrics =
          new RegressionMetrics(
              predictions()
                  .select(
                      functions.col(predictionCol()),
                      functions.col(labelCol()).cast("double"),
                      weight.cast("double"))
                  .javaRDD()
                  .map(row -> new Tuple3<>(row.get(0), row.get(1), row.get(2)))
                  .rdd(),
              false);
    }
    return metrics;
  }
}
