package io.plateau.ml.params

import org.apache.spark.ml.param.DoubleParam

/**
 * The param by which rows are held out where no column says which.
 *
 * @tparam E the estimator, which the setter returns, so that calls chain
 */
trait HasValidationFraction[E] extends NetworkSettings[E] {
  def validationFraction(): DoubleParam = declared().get("validationFraction")
  def getValidationFraction(): Double = getOrDefault(validationFraction())

  /** Holds out a fraction of the rows, in [0, 1), where no column names validation rows. */
  def setValidationFraction(value: Double): E = `with`(validationFraction(), value)
}
