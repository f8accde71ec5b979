package io.plateau.ml

import io.plateau.frame.ColumnName
import io.plateau.ml.fit.{FitColumns, MeasuredRows, RowCheck}
import io.plateau.train.DataException
import java.util.function.Supplier
import org.apache.spark.SparkException
import org.apache.spark.ml.PredictionModel
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{Column, Dataset, Row}
import org.apache.spark.sql.functions.abs
import org.apache.spark.sql.types.StructType
import scala.util.control.NonFatal

/** Rows with the predictions of a model, which later settings must not change. */
abstract class PredictedRows[M <: PredictionModel[Vector, M] with OfTrained[_]] private[ml] (
    protected val predictor: M,
    rows: Dataset[Row]) {

  /** A frame of values, in the session of the rows. */
  protected def frame(values: java.util.List[Row], schema: StructType): Dataset[Row] =
    rows.sparkSession.createDataFrame(values, schema)

  /** The rows with the model's predictions. */
  def predictions(): Dataset[Row] = predicted()
  private def predicted(): Dataset[Row] = predictor.transform(rows)
  def predictionCol(): String = predictor.getPredictionCol
  def labelCol(): String = predictor.getLabelCol

  /** The column of weights, or as in Spark a name that no column has. */
  def weightCol(): String = if (weights.isEmpty) "weightCol" else weights

  private def weights: String = predictor.orEmpty(predictor.weightCol())

  /**
   * The rules for rows that are measured by a number each. A class that training did not have is a wrong prediction, as
   * in Spark.
   *
   * @throws IllegalArgumentException for a column that is missing or of another type
   */
  private def measured: MeasuredRows = {
    val columns = predictor.columns(rows.schema).withoutValidation()
    columns.check(rows.schema)
    FitColumns.requireNumber(rows.schema, columns.label)
    new MeasuredRows(RowCheck.ofModel(columns, 0, predictor.trained.network()), predictor.getHandleInvalid() != "error")
  }

  /**
   * The prediction, the label and the weight of each row that is measured and weighs anything: without those that a fit
   * leaves out, unless it is to fail. Of a class without weight Spark's measures would be NaN.
   */
  protected def outcomes(): RDD[(Any, Any, Any)] = outcomes(ColumnName.column(predictionCol()))

  /** The same, with a number in place of the prediction. */
  protected def outcomes(number: Column): RDD[(Any, Any, Any)] = {
    val rules = measured
    val all = predicted()
    val kept =
      if (!rules.skip) all
      else all.where(finite(ColumnName.column(labelCol())).and(finite(ColumnName.column(predictionCol()))))
    rules.outcomes(kept, number).rdd
  }

  /** What a pass over the rows finds; where it fails, as for features, a label or weight that is wrong comes first. */
  protected def measure[T](pass: Supplier[T]): T =
    try pass.get()
    catch {
      case failure: SparkException if failure.getCondition != "SPARK_JOB_CANCELLED" =>
        try requireRows(false)
        catch {
          case wrong: DataException => throw wrong
          case NonFatal(other) => failure.addSuppressed(other)
        }
        throw failure
    }

  /**
   * The error of rows of which a measure is none.
   *
   * @param wrong whether a pass has found no rows, or [[MeasuredRows.REFUSED]] among them
   * @throws io.plateau.train.DataException for a label or weight that a fit refuses
   */
  protected def requireRows(wrong: Boolean): Unit = {
    measured.require(rows)
    if (wrong) {
      throw new DataException("the rows differ between two reads of them; cache or save them first")
    }
  }

  /** NaN is more than infinity, and null neither more nor less. */
  private def finite(number: Column): Column = abs(number.cast("float")).lt(Float.PositiveInfinity)
}
