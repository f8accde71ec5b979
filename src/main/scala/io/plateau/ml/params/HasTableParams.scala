package io.plateau.ml.params

import org.apache.spark.ml.param.{IntParam, Param, Params, StringArrayParam}

/** The params about columns of a table that become features; the declarations are in [[TableParams]]. */
trait HasTableParams extends Params {
  /** The declarations of this very stage. */
  def tableParams(): TableParams

  def inputCols(): StringArrayParam = tableParams().get("inputCols")
  def ignoredCols(): StringArrayParam = tableParams().get("ignoredCols")
  def columnKinds(): StringArrayParam = tableParams().get("columnKinds")
  def missing(): Param[String] = tableParams().get("missing")
  def unseen(): Param[String] = tableParams().get("unseen")
  def scale(): Param[String] = tableParams().get("scale")
  def maxCategories(): IntParam = tableParams().get("maxCategories")

  def getInputCols(): Array[String] = getOrDefault(inputCols())
  def getIgnoredCols(): Array[String] = getOrDefault(ignoredCols())
  def getColumnKinds(): Array[String] = getOrDefault(columnKinds())
  def getMissing(): String = getOrDefault(missing())
  def getUnseen(): String = getOrDefault(unseen())
  def getScale(): String = getOrDefault(scale())
  def getMaxCategories(): Int = getOrDefault(maxCategories())

  private[params] def holding[S, T](param: Param[T], value: T): S = {
    set(param, value)
    this.asInstanceOf[S]
  }
}

/**
 * The column of a table's vectors.
 *
 * @tparam S the stage, which setters return, so that calls chain
 */
trait HasEncodedCol[S] extends HasTableParams {
  def outputCol(): Param[String] = tableParams().get("outputCol")
  def getOutputCol(): String = getOrDefault(outputCol())
  def setOutputCol(value: String): S = holding(outputCol(), value)
}
