package io.plateau.ml

import io.plateau.engine.TrainingResult
import java.util.UUID
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.mllib.evaluation.MulticlassMetrics
import org.apache.spark.sql.{Dataset, Row}

/** Measures of a classifier on some rows, as spark.ml names them; computed when first asked for. */
class ClassificationSummary private[ml] (model: NeuralNetworkClassificationModel, rows: Dataset[Row])
    extends PredictedRows[NeuralNetworkClassificationModel](ClassificationSummary.complete(model), rows) {

  private lazy val metrics: MulticlassMetrics =
    if (model.isMultiLabel)
      throw new UnsupportedOperationException(
        "these measures are of one class a row, but this model has several labels; use Spark's" +
          " MultilabelClassificationEvaluator on predictions()")
    else new MulticlassMetrics(outcomes())

  /** Share of the weight that is predicted right. */
  def accuracy(): Double = metrics.accuracy
  def weightedPrecision(): Double = metrics.weightedPrecision
  def weightedRecall(): Double = metrics.weightedRecall
  def weightedTruePositiveRate(): Double = metrics.weightedTruePositiveRate
  def weightedFalsePositiveRate(): Double = metrics.weightedFalsePositiveRate
  def weightedFMeasure(): Double = metrics.weightedFMeasure
  def weightedFMeasure(beta: Double): Double = metrics.weightedFMeasure(beta)

  /** The classes, ascending; the order of the measures by label. */
  def labels(): Array[Double] = metrics.labels
  def precisionByLabel(): Array[Double] = labels().map(metrics.precision)
  def recallByLabel(): Array[Double] = labels().map(metrics.recall)
  def truePositiveRateByLabel(): Array[Double] = labels().map(metrics.truePositiveRate)
  def falsePositiveRateByLabel(): Array[Double] = labels().map(metrics.falsePositiveRate)
  def fMeasureByLabel(): Array[Double] = labels().map(metrics.fMeasure(_))
}

private[ml] object ClassificationSummary {
  /** A copy that later settings do not change and that has names for its columns. */
  def complete(model: NeuralNetworkClassificationModel): NeuralNetworkClassificationModel = {
    val copy = model.copy(new ParamMap())
    if (copy.getPredictionCol.isEmpty) copy.setPredictionCol("prediction_" + UUID.randomUUID())
    if (copy.getProbabilityCol.isEmpty) copy.setProbabilityCol("probability_" + UUID.randomUUID())
    copy
  }
}

/** How the training of a classifier went; measures are of the rows it was fitted to. */
final class ClassificationTrainingSummary private[ml] (
    model: NeuralNetworkClassificationModel,
    rows: Dataset[Row],
    override val result: TrainingResult)
    extends ClassificationSummary(model, rows)
    with TrainingSummary
