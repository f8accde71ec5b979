package io.plateau.ml

import io.plateau.ml.params.HasNetworkParams
import org.apache.spark.ml.PredictionModel
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{Dataset, Row}
import org.apache.spark.sql.functions.{col, lit}

/** Rows with the predictions of a model, which later settings must not change. */
abstract class PredictedRows[M <: PredictionModel[Vector, M] with HasNetworkParams] private[ml] (
    model: M,
    rows: Dataset[Row]) {

  /** The rows with the model's predictions. */
  def predictions(): Dataset[Row] = model.transform(rows)
  def predictionCol(): String = model.getPredictionCol
  def labelCol(): String = model.getLabelCol

  /** The prediction, the label and the weight of each row. */
  protected def outcomes(): RDD[(Any, Any, Any)] = {
    val weighted = model.isDefined(model.weightCol()) && model.getWeightCol().nonEmpty
    val weight = if (weighted) col(model.getWeightCol()) else lit(1.0)
    predictions()
      .select(col(predictionCol()), col(labelCol()).cast("double"), weight.cast("double"))
      .rdd
      .map(row => (row.get(0), row.get(1), row.get(2)))
  }
}
