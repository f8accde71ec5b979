package io.plateau.ml

import io.plateau.engine.TrainingResult
import java.util.UUID
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.mllib.evaluation.RegressionMetrics
import org.apache.spark.sql.{Dataset, Row}

/** Measures of a regression on some rows, as spark.ml names them; computed when first asked for. */
class RegressionSummary private[ml] (model: NeuralNetworkRegressionModel, rows: Dataset[Row])
    extends PredictedRows[NeuralNetworkRegressionModel](RegressionSummary.complete(model), rows) {

  private lazy val metrics: RegressionMetrics =
    if (model.isMultiOutput)
      throw new UnsupportedOperationException(
        "these measures are of one number a row, but this model has several outputs; take them" +
          " from predictions() for each")
    else new RegressionMetrics(outcomes(), false)

  /** Share of the labels' variance that the model explains. */
  def r2(): Double = metrics.r2
  def rootMeanSquaredError(): Double = metrics.rootMeanSquaredError
  def meanSquaredError(): Double = metrics.meanSquaredError
  def meanAbsoluteError(): Double = metrics.meanAbsoluteError
  def explainedVariance(): Double = metrics.explainedVariance
}

private[ml] object RegressionSummary {
  /** A copy that later settings do not change and that has a name for its column. */
  def complete(model: NeuralNetworkRegressionModel): NeuralNetworkRegressionModel = {
    val copy = model.copy(new ParamMap())
    if (copy.getPredictionCol.isEmpty) copy.setPredictionCol("prediction_" + UUID.randomUUID())
    copy
  }
}

/** How the training of a regression went; measures are of the rows it was fitted to. */
final class RegressionTrainingSummary private[ml] (
    model: NeuralNetworkRegressionModel,
    rows: Dataset[Row],
    override val result: TrainingResult)
    extends RegressionSummary(model, rows)
    with TrainingSummary
