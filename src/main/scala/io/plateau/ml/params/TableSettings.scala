package io.plateau.ml.params

/**
 * The setters of estimators that take columns of any kind. Each returns the estimator itself, so that calls
 * chain.
 *
 * @tparam E the estimator
 */
trait TableSettings[E] extends HasTableParams {
  /** Columns that are features. */
  def setInputCols(value: Array[String]): E = holding(inputCols(), value)

  /** Columns that are not features, such as the label; all others are, unless the features are named. */
  def setIgnoredCols(value: Array[String]): E = holding(ignoredCols(), value)

  /** Kinds that are not to be inferred, such as `zip:category` or `note:ignore`; texts, which JSON and Python have. */
  def setColumnKinds(value: Array[String]): E = holding(columnKinds(), value)

  def setMissing(value: String): E = holding(missing(), value)
  def setUnseen(value: String): E = holding(unseen(), value)
  def setScale(value: String): E = holding(scale(), value)
  def setMaxCategories(value: Int): E = holding(maxCategories(), value)
}
