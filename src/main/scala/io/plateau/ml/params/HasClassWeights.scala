package io.plateau.ml.params

import org.apache.spark.ml.param.{DoubleArrayParam, Param}

/** The params by which classes weigh differently. */
trait HasClassWeights extends HasNetworkParams {
  def classWeight(): Param[String] = declared().get("classWeight")
  def classWeights(): DoubleArrayParam = declared().get("classWeights")
  def getClassWeight(): String = getOrDefault(classWeight())
  def getClassWeights(): Array[Double] = getOrDefault(classWeights())
}
