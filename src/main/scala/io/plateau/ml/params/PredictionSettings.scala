package io.plateau.ml.params

/**
 * The setters of models of networks. Each returns the model itself, so that calls chain.
 *
 * @tparam M the model
 */
trait PredictionSettings[M] extends HasNetworkParams {
  /** How many rows transform predicts together. */
  def setBlockSize(value: Int): M = set(blockSize(), value).asInstanceOf[M]

  /** What happens to rows that cannot be predicted: error, skip or keep. */
  def setHandleInvalid(value: String): M = set(handleInvalid(), value).asInstanceOf[M]

  /** The column that tells how far the members differ in a prediction; empty for none. */
  def setPredictionSpreadCol(value: String): M = set(predictionSpreadCol(), value).asInstanceOf[M]
}
