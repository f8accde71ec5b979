package io.plateau.ml

import io.plateau.engine.shard.TaskRdds
import io.plateau.frame.ColumnName
import io.plateau.ml.fit.{MeasuredRows, RowCheck}
import org.apache.spark.ml.PredictionModel
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{Column, Dataset, Row}
import org.apache.spark.sql.functions.{abs, lit}
import org.apache.spark.sql.types.StructType

/** Rows with the predictions of a model, which later settings must not change. */
abstract class PredictedRows[M <: PredictionModel[Vector, M] with OfTrained[_]] private[ml] (
    protected val predictor: M,
    rows: Dataset[Row]) {

  /** The rows with the model's predictions. */
  def predictions(): Dataset[Row] = predicted()
  private def predicted(): Dataset[Row] = predictor.transform(rows)
  def predictionCol(): String = predictor.getPredictionCol
  def labelCol(): String = predictor.getLabelCol

  /** The column of weights, or as in Spark a name that no column has. */
  def weightCol(): String = if (weights.isEmpty) "weightCol" else weights

  private def weights: String = predictor.orEmpty(predictor.weightCol())

  /** The rules for rows of that schema that are measured. A class that training did not have is a wrong prediction, as in Spark. */
  private def check(schema: StructType): RowCheck = {
    val columns = predictor.columns(schema).withoutValidation()
    columns.check(schema)
    RowCheck.ofModel(columns, 0, predictor.trained.network())
  }

  /** The prediction, the label and the weight of each row. */
  protected def outcomes(): RDD[(Any, Any, Any)] = weighted(ColumnName.column(predictionCol()))

  /**
   * The rows with predictions that are measured: without those that a fit leaves out, unless it is to fail.
   *
   * @throws io.plateau.train.DataException for a label or weight that a fit refuses
   * @throws IllegalArgumentException for a column that is missing or of another type
   */
  protected def measured(): Dataset[Row] = {
    checked
    val label = ColumnName.column(labelCol()).cast("double")
    val all = predicted()
    if (!skips) all
    else all.where(finite(label).and(finite(ColumnName.column(predictionCol()))))
  }

  /**
   * A column of the predictions, the label and the weight of each row that is measured and weighs anything. Of a
   * class without weight Spark's measures would be NaN.
   */
  protected def weighted(predicted: Column): RDD[(Any, Any, Any)] = {
    val weight = (if (weights.isEmpty) lit(1.0) else ColumnName.column(weights)).cast("double")
    val rows = measured().where(weight.gt(0)).select(predicted, ColumnName.column(labelCol()).cast("double"), weight)
    TaskRdds.map[Row, (Any, Any, Any)](rows.toJavaRDD, row => (row.get(0), row.get(1), row.get(2))).rdd
  }

  private def skips: Boolean = predictor.getHandleInvalid() != "error"

  /** Labels and weights are checked once, before the first measure, not by each task of Spark's metrics. */
  private lazy val checked: Unit = new MeasuredRows(check(rows.schema), skips).require(rows)

  /** NaN is more than infinity, and null neither more nor less. */
  private def finite(number: Column): Column = abs(number.cast("float")).lt(Float.PositiveInfinity)
}
