package io.plateau.ml.params

/**
 * The setters of both classifiers. Each returns the estimator itself, so that calls chain.
 *
 * @tparam E the estimator
 */
trait ClassifierSettings[E] extends HasCheckpoints[E] with HasCalibration with HasClassWeights {
  /** `none`, `temperature` or `unsmooth`: calibrates probabilities on the validation rows. */
  def setCalibration(value: String): E = `with`(calibration(), value)

  /** `none` or `balanced`: each class weighs the same in all. */
  def setClassWeight(value: String): E = `with`(classWeight(), value)

  /** Factors of the row weights, one for each class, of a table in the order of the labels. */
  def setClassWeights(value: Array[Double]): E = `with`(classWeights(), value)
}
