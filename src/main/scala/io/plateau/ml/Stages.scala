package io.plateau.ml

import io.plateau.ml.params.{HasCalibration, HasClassWeights, HasLabelScale, HasNetworkParams, HasTableParams}
import io.plateau.ml.params.{NetworkParams, TableParams}
import io.plateau.nn.TrainedNetwork
import org.apache.spark.ml.{Estimator, Model}
import org.apache.spark.ml.classification.{ProbabilisticClassificationModel, ProbabilisticClassifier}
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.regression.{RegressionModel, Regressor}

/*
 * Bases of the stages: Spark's classes with a uid and with params. Spark's constructors ask for both, when a field
 * of a Java subclass is still null.
 */
private[ml] trait OfNetwork extends HasNetworkParams {
  override lazy val declared: NetworkParams = new NetworkParams(this)
}

private[ml] trait OfTrained extends OfNetwork {
  def trained(): TrainedNetwork

  /** Widths of all layers, the inputs first, however they came about. */
  override def getLayers(): Array[Int] = trained().widths()
}

private[ml] trait OfTable extends HasTableParams {
  override lazy val tableParams: TableParams = new TableParams(this)
}

private[ml] abstract class ClassifierStage[
    E <: ProbabilisticClassifier[Vector, E, M],
    M <: ProbabilisticClassificationModel[Vector, M]](override val uid: String)
    extends ProbabilisticClassifier[Vector, E, M] with OfNetwork with HasCalibration with HasClassWeights

private[ml] abstract class RegressorStage[E <: Regressor[Vector, E, M], M <: RegressionModel[Vector, M]](
    override val uid: String)
    extends Regressor[Vector, E, M] with OfNetwork with HasLabelScale

private[ml] abstract class ClassificationModelStage[M <: ProbabilisticClassificationModel[Vector, M]](
    override val uid: String)
    extends ProbabilisticClassificationModel[Vector, M] with OfTrained with HasCalibration with HasClassWeights

private[ml] abstract class RegressionModelStage[M <: RegressionModel[Vector, M]](override val uid: String)
    extends RegressionModel[Vector, M] with OfTrained with HasLabelScale

private[ml] abstract class TabularStage[M <: Model[M]](override val uid: String)
    extends Estimator[M] with OfNetwork with OfTable

private[ml] abstract class TabularModelStage[M <: Model[M]](override val uid: String)
    extends Model[M] with OfNetwork with OfTable

private[ml] abstract class EncoderStage[M <: Model[M]](override val uid: String) extends Estimator[M] with OfTable

private[ml] abstract class EncoderModelStage[M <: Model[M]](override val uid: String) extends Model[M] with OfTable
