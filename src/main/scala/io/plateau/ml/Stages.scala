package io.plateau.ml

import io.plateau.ml.params.{HasNetworkParams, HasTableParams, NetworkParams, TableParams}
import io.plateau.train.TrainingListener
import org.apache.spark.ml.{Estimator, Model}

/*
 * Bases of the stages: Spark's classes with a uid and with params. Spark's constructors ask for both, when a field
 * of a Java subclass is still null.
 */
private[ml] trait OfNetwork extends HasNetworkParams {
  override lazy val declared: NetworkParams = new NetworkParams(this)
  declared.setDefaults()
}

private[ml] trait OfTable extends HasTableParams {
  override lazy val tableParams: TableParams = new TableParams(this)
  tableParams.setDefaults()
}

/** Followers of the fits of an estimator. */
private[ml] trait Followed {
  @transient private[ml] var listener: TrainingListener = _
  @transient private[ml] var watch: FitWatch = _
}

private[ml] abstract class TabularStage[M <: Model[M]](override val uid: String)
    extends Estimator[M] with OfNetwork with OfTable with Followed

private[ml] abstract class TabularModelStage[M <: Model[M]](override val uid: String)
    extends Model[M] with OfNetwork with OfTable

private[ml] abstract class EncoderStage[M <: Model[M]](override val uid: String)
    extends Estimator[M] with OfTable with Followed

private[ml] abstract class EncoderModelStage[M <: Model[M]](override val uid: String) extends Model[M] with OfTable
