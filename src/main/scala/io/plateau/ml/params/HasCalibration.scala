package io.plateau.ml.params

import io.plateau.spec.TrainingSpec
import org.apache.spark.ml.param.Param

/** The param by which probabilities are calibrated after training. */
trait HasCalibration extends HasNetworkParams {
  def calibration(): Param[String] = declared().get("calibration")
  def getCalibration(): String = resolved(TrainingSpec.CALIBRATION)
}
