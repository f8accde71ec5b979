package io.plateau.ml.params

/**
 * The setters of both regressors. Each returns the estimator itself, so that calls chain.
 *
 * @tparam E the estimator
 */
trait RegressorSettings[E] extends HasCheckpoints[E] with HasLabelScale {
  /**
   * Whether to train on labels of mean 0 and variance 1; the model speaks in their own unit either way, but losses
   * in the history do not. Unset: yes, but with loss poisson, which needs counts.
   */
  def setStandardizeLabel(value: Boolean): E = `with`(standardizeLabel(), value)

  /**
   * Whether predictions are limited to the range of the training labels, once the network is trained. Unset: yes
   * with recipe tabular, but with loss poisson.
   */
  def setClampOutput(value: Boolean): E = `with`(clampOutput(), value)
}
