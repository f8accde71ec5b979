package io.plateau.ml.params

import io.plateau.spec.{LossSpec, NetworkSpec}
import org.apache.spark.ml.param.BooleanParam

/** The params of regressions: the scale of labels while training, the range of predictions. */
trait HasLabelScale extends HasNetworkParams {
  def standardizeLabel(): BooleanParam = declared().get("standardizeLabel")

  def clampOutput(): BooleanParam = declared().get("clampOutput")

  /** What is set, else true with recipe tabular, but with a loss of counts. */
  def getClampOutput(): Boolean = resolved(NetworkSpec.CLAMP_OUTPUT)

  /** What is set, else true but with a loss of counts. */
  def getStandardizeLabel(): Boolean = resolved(LossSpec.STANDARDIZE_LABEL)
}
