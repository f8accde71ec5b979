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
  def setLabelCol(value: String): S = chosen(labelCol(), value)
  def setPredictionCol(value: String): S = chosen(predictionCol(), value)

  private[params] def chosen[T](param: Param[T], value: T): S = {
    set(param, value)
    this.asInstanceOf[S]
  }
}

/** The columns of what is predicted about classes. */
trait HasPredictedClass[S] extends HasPredictedLabel[S] {
  def rawPredictionCol(): Param[String] = tableParams().get("rawPredictionCol")
  def probabilityCol(): Param[String] = tableParams().get("probabilityCol")
  def thresholds(): DoubleArrayParam = tableParams().get("thresholds")
  def getRawPredictionCol(): String = getOrDefault(rawPredictionCol())
  def getProbabilityCol(): String = getOrDefault(probabilityCol())
  def getThresholds(): Array[Double] = getOrDefault(thresholds())
  def setRawPredictionCol(value: String): S = chosen(rawPredictionCol(), value)
  def setProbabilityCol(value: String): S = chosen(probabilityCol(), value)

  /** A threshold for each class, in the order of the classes. */
  def setThresholds(value: Array[Double]): S = chosen(thresholds(), value)
}
