package io.plateau.ml

import io.plateau.engine.TrainingResult
import java.util.UUID
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.mllib.evaluation.{BinaryClassificationMetrics, MulticlassMetrics}
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{Dataset, Row}
import org.apache.spark.sql.functions.col

/** Measures of a classifier on some rows, as spark.ml names them; computed when first asked for. */
class ClassificationSummary private[ml] (model: NeuralNetworkClassificationModel, rows: Dataset[Row])
    extends PredictedRows[NeuralNetworkClassificationModel](ClassificationSummary.complete(model), rows) {

  private lazy val metrics: MulticlassMetrics =
    if (model.isMultiLabel)
      throw new UnsupportedOperationException(
        "these measures are of one class a row, but this model has several labels; use Spark's" +
          " MultilabelClassificationEvaluator on predictions()")
    else new MulticlassMetrics(outcomes())

  /** Of two classes: how well the probability of the second ranks the rows, in 1000 bins as in Spark. */
  private lazy val ranking: ClassificationSummary.Ranking =
    if (model.isMultiLabel || model.numClasses != 2)
      throw new UnsupportedOperationException(
        s"this measure is of two classes, but this model has ${model.numClasses}" +
          (if (model.isMultiLabel) " labels" else "") +
          "; use one of Spark's evaluators of several on predictions()")
    else ClassificationSummary.ranking(scores())

  private def scores(): RDD[(Double, Double, Double)] =
    weighted(col(probabilityCol())).map {
      case (probability: Vector, label: Double, weight: Double) => (probability(1), label, weight)
      case other => throw new IllegalArgumentException("a row without probability and label: " + other)
    }

  def probabilityCol(): String = predictor.getProbabilityCol

  /** Area under the curve of {@link #roc}. */
  def areaUnderROC(): Double = ranking.areaUnderROC

  /** Area under the curve of {@link #pr}. */
  def areaUnderPR(): Double = ranking.areaUnderPR

  /** The receiver operating characteristic: a row for each threshold, with columns FPR and TPR. */
  def roc(): Dataset[Row] = curve(ranking.roc, "FPR", "TPR")

  /** A row for each threshold, with columns recall and precision. */
  def pr(): Dataset[Row] = curve(ranking.pr, "recall", "precision")

  private def curve(points: Seq[(Double, Double)], x: String, y: String): Dataset[Row] =
    rows.sparkSession.createDataFrame(points).toDF(x, y)

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
  /** As in Spark's BinaryClassificationEvaluator. */
  private val Bins = 1000

  /** Areas and points of both curves. */
  private final case class Ranking(
      areaUnderROC: Double,
      areaUnderPR: Double,
      roc: Seq[(Double, Double)],
      pr: Seq[(Double, Double)])

  /** What Spark's metrics tell, which cache rows meanwhile. */
  private def ranking(scores: RDD[(Double, Double, Double)]): Ranking = {
    val metrics = new BinaryClassificationMetrics(scores, Bins)
    try
      Ranking(
        metrics.areaUnderROC(),
        metrics.areaUnderPR(),
        metrics.roc().collect().toSeq,
        metrics.pr().collect().toSeq)
    finally metrics.unpersist()
  }

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
