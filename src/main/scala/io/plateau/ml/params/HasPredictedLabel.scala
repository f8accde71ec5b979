package io.plateau.ml.params

import org.apache.spark.ml.param.{DoubleArrayParam, Param}

/**
 * The columns of labels and predictions of stages that take columns of any kind.
 *
 * @tparam S the stage, which setters return, so that calls chain
 */
trait HasPredictedLabel[S] extends HasTableParams {
  def labelCol(): Param[String] = tableParams().get("labelCol")
  def predictionCol(): Param[String] = tableParams().get("predictionCol")
  def getLabelCol(): String = getOrDefault(labelCol())
  def getPredictionCol(): String = getOrDefault(predictionCol())
  def setLabelCol(value: String): S = holding(labelCol(), value)
  def setPredictionCol(value: String): S = holding(predictionCol(), value)
}

/** The columns of what is predicted about classes. */
trait HasPredictedClass[S] extends HasPredictedLabel[S] {
  def rawPredictionCol(): Param[String] = tableParams().get("rawPredictionCol")
  def probabilityCol(): Param[String] = tableParams().get("probabilityCol")
  def thresholds(): DoubleArrayParam = tableParams().get("thresholds")
  def getRawPredictionCol(): String = getOrDefault(rawPredictionCol())
  def getProbabilityCol(): String = getOrDefault(probabilityCol())
  def getThresholds(): Array[Double] = getOrDefault(thresholds())
  def setRawPredictionCol(value: String): S = holding(rawPredictionCol(), value)
  def setProbabilityCol(value: String): S = holding(probabilityCol(), value)

  /** A threshold for each class, in the order of the classes. */
  def setThresholds(value: Array[Double]): S = holding(thresholds(), value)
}
