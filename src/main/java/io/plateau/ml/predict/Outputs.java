package io.plateau.ml.predict;

import java.io.Serializable;

/** What a model appends to a row, from the outputs of its network. */
public interface Outputs extends Serializable {
  /** Number of appended columns. */
  int count();

  /**
   * Writes the appended cells of example j.
   *
   * @param z outputs of the network (logits), k×n
   * @param p what the loss makes of them (probabilities, means), k×n
   */
  void write(float[] z, float[] p, int k, int j, Cells cells);

  /** Writes NaN, for a row that has no prediction. */
  void writeInvalid(int k, Cells cells);
}
