package io.plateau.ml.params

import io.plateau.spec.LossSpec
import org.apache.spark.ml.param.BooleanParam

/** The param by which labels are brought to one scale while training. */
trait HasLabelScale extends HasNetworkParams {
  def standardizeLabel(): BooleanParam = declared().get("standardizeLabel")

  /** What is set, else true but with a loss of counts. */
  def getStandardizeLabel(): Boolean = resolved(LossSpec.STANDARDIZE_LABEL)
}
