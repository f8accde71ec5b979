package io.plateau.ml.params

import org.apache.spark.ml.param.DoubleParam

/** The param by which rows are held out where no column says which. */
trait HasValidationFraction extends HasNetworkParams {
  def validationFraction(): DoubleParam = declared().get("validationFraction")
  def getValidationFraction(): Double = getOrDefault(validationFraction())
}
