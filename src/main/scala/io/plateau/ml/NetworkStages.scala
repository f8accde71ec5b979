package io.plateau.ml

import io.plateau.engine.TrainingResult
import io.plateau.engine.shard.SharedNetwork
import io.plateau.ml.fit.{Fit, FitColumns, Measures}
import io.plateau.ml.params.{HasCalibration, HasCheckpoints, HasClassWeights, HasLabelScale, ParamReader}
import io.plateau.ml.persist.ModelWriter
import io.plateau.ml.predict.{AppendedColumns, BatchTransform, Outputs}
import io.plateau.model.ModelFolder
import io.plateau.nn.TrainedNetwork
import java.util.Optional
import org.apache.spark.ml.{PredictionModel, Predictor}
import org.apache.spark.ml.classification.{ProbabilisticClassificationModel, ProbabilisticClassifier}
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.regression.{RegressionModel, Regressor}
import org.apache.spark.ml.util.{MLWritable, MLWriter}
import org.apache.spark.sql.{DataFrame, Dataset}
import org.apache.spark.sql.types.StructType
import org.slf4j.LoggerFactory

/** What both estimators of networks have beside the models that they make. */
private[ml] trait Fitting[E <: Predictor[Vector, E, M], M <: PredictionModel[Vector, M] with OfTrained[_]]
    extends Predictor[Vector, E, M] with OfNetwork with Followed { self: HasCheckpoints[E] =>
  @transient private[ml] var initial: TrainedNetwork = _

  private[ml] def columns(schema: StructType): FitColumns
  private[ml] def model(network: TrainedNetwork): M

  /** What the weights of each class are multiplied by, once the rows are measured; null for none. */
  private[ml] def classFactors(measures: Measures, classes: Int): Array[Double] = null

  private[ml] def run(dataset: Dataset[_]): Fit.Outcome = {
    val watching = ConnectFits.watch(watch, dataset)
    val outcome = new Fit(
      ParamReader.spec(this),
      this,
      columns(dataset.schema),
      (measures, classes) => classFactors(measures, classes),
      initial,
      FitWatch.listener(this, watching),
      FitWatch.control(watching, controlByParams())).run(dataset)
    FitWatch.end(watching, outcome.result)
    outcome
  }
}

/** Apart from the trait, whose methods lose the type of the model for Java. */
private[ml] object Fitting {
  def model[E <: Predictor[Vector, E, M], M <: PredictionModel[Vector, M] with OfTrained[_]](
      stage: Fitting[E, M],
      dataset: Dataset[_]): M = {
    val outcome = stage.run(dataset)
    val model = stage.copyValues(stage.model(outcome.network))
    model.summarize(outcome.result, dataset.toDF())
    model
  }
}

/**
 * What both models of networks have alike: predictions of rows, and the summary of their training.
 *
 * @tparam S the summary
 */
private[ml] trait OfTrained[S] extends OfNetwork with MLWritable { self: PredictionModel[Vector, _] =>
  @transient private[ml] var summarized: S = _

  def trained: TrainedNetwork
  def columns(schema: StructType): FitColumns
  private[ml] def chosen(): Outputs
  private[ml] def summary(result: TrainingResult, rows: DataFrame): S

  /** Widths of all layers, the inputs first, however they came about. */
  override def getLayers(): Array[Int] = trained.widths()

  /** Bytes of the weights, and about those of layers, params and objects, by which Connect bounds its models. */
  private[ml] def bytes: Long = java.lang.Float.BYTES.toLong * trained.network.parameters + 4096

  private[ml] def predicted(dataset: Dataset[_]): DataFrame = {
    val schema = transformSchema(dataset.schema)
    val outputs = chosen()
    if (outputs.count == 0) {
      LoggerFactory.getLogger(getClass).warn("{}: transform does nothing, as no output column is set", uid)
      dataset.toDF()
    } else {
      val place = dataset.schema.fieldIndex(getFeaturesCol)
      AppendedColumns.to(dataset, schema, Array(place), batches(dataset, place, outputs))
    }
  }

  /** Appends predictions to rows that have vectors at a place. */
  private[ml] def batches(dataset: Dataset[_], place: Int, outputs: Outputs): AppendedColumns.Append = {
    val shared = new SharedNetwork(dataset.sparkSession.sparkContext, trained)
    new BatchTransform(shared, place, getFeaturesCol, getBlockSize(), getHandleInvalid(), outputs)
  }

  private[ml] def summarize(result: TrainingResult, rows: DataFrame): Unit = summarized = summary(result, rows)

  /** Restores a summary that was saved. */
  def loadSummary(path: String, rows: DataFrame): Unit = summarize(SavedSummary.read(path), rows)

  override def write: MLWriter = new ModelWriter(this, ModelFolder.of(trained), Optional.empty())

  override def toString: String = s"${getClass.getSimpleName}: uid=$uid, $trained"
}

private[ml] abstract class ClassifierStage[
    E <: ProbabilisticClassifier[Vector, E, M],
    M <: ProbabilisticClassificationModel[Vector, M] with OfTrained[_]](override val uid: String)
    extends ProbabilisticClassifier[Vector, E, M] with Fitting[E, M] with HasCalibration with HasClassWeights {
  self: HasCheckpoints[E] =>

  override def fit(dataset: Dataset[_]): M = {
    transformSchema(dataset.schema)
    copyValues(train(dataset).setParent(this.asInstanceOf[E]))
  }
  override def train(dataset: Dataset[_]): M = Fitting.model(this, dataset)
  override private[ml] def columns(schema: StructType) = FitColumns.of(this, getFeaturesCol, getLabelCol, true, schema)
}

private[ml] abstract class RegressorStage[
    E <: Regressor[Vector, E, M],
    M <: RegressionModel[Vector, M] with OfTrained[_]](override val uid: String)
    extends Regressor[Vector, E, M] with Fitting[E, M] with HasLabelScale { self: HasCheckpoints[E] =>
  override def fit(dataset: Dataset[_]): M = {
    transformSchema(dataset.schema)
    copyValues(train(dataset).setParent(this.asInstanceOf[E]))
  }
  override def train(dataset: Dataset[_]): M = Fitting.model(this, dataset)
  override private[ml] def columns(schema: StructType) = FitColumns.of(this, getFeaturesCol, getLabelCol, false, schema)
}

private[ml] abstract class ClassificationModelStage[M <: ProbabilisticClassificationModel[Vector, M], S](
    override val uid: String,
    override val trained: TrainedNetwork)
    extends ProbabilisticClassificationModel[Vector, M] with OfTrained[S] with HasCalibration with HasClassWeights {
  override def numFeatures: Int = trained.inputs
  override def estimatedSize: Long = bytes
  override def transform(dataset: Dataset[_]): DataFrame = predicted(dataset)
  def trainingSummary: Option[S] = Option(summarized)
  def trainingSummary_=(value: Option[S]): Unit = summarized = value.getOrElse(null.asInstanceOf[S])
  override def columns(schema: StructType): FitColumns = FitColumns.of(this, getFeaturesCol, getLabelCol, true, schema)
}

private[ml] abstract class RegressionModelStage[M <: RegressionModel[Vector, M], S](
    override val uid: String,
    override val trained: TrainedNetwork)
    extends RegressionModel[Vector, M] with OfTrained[S] with HasLabelScale {
  override def numFeatures: Int = trained.inputs
  override def estimatedSize: Long = bytes
  override def transform(dataset: Dataset[_]): DataFrame = predicted(dataset)
  def trainingSummary: Option[S] = Option(summarized)
  def trainingSummary_=(value: Option[S]): Unit = summarized = value.getOrElse(null.asInstanceOf[S])
  override def columns(schema: StructType): FitColumns = FitColumns.of(this, getFeaturesCol, getLabelCol, false, schema)
}
