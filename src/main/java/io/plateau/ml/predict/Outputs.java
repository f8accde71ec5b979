package io.plateau.ml.predict;

import io.plateau.nn.MemberPredictions;
import java.io.Serializable;

/** What a model appends to a row, from the outputs of its network. */
public interface Outputs extends Serializable {
  /**
   * Outputs for a block of n rows.
   *
   * @param z outputs of the network (logits), k×n
   * @param p what the loss makes of them (probabilities, means), k×n
   * @param members predictions of each member; null unless {@link #spread}
   */
  record Block(float[] z, float[] p, int k, MemberPredictions members) {}

  /** Number of appended columns. */
  int count();

  /** Whether the spread of members is wanted, the last column. */
  boolean spread();

  /** Writes the appended cells of example j. */
  void write(Block block, int j, Cells cells);

  /** Writes NaN, for a row that has no prediction. */
  void writeInvalid(int k, Cells cells);
}
