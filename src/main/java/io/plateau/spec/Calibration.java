package io.plateau.spec;

import io.plateau.math.Word;

/** What becomes of the probabilities of a trained network. */
public enum Calibration implements Word {
  /** They stay as training made them. */
  NONE,
  /** Logits are divided by a number that minimizes the log loss of the validation rows. */
  TEMPERATURE,
  /**
   * The smoothing of labels is undone as well, where that lowers the log loss of the validation
   * rows or there are none.
   */
  UNSMOOTH;

  /**
   * Whether it takes validation rows; smoothing is undone without, too.
   *
   * @param smoothing of the labels
   */
  boolean needsRows(double smoothing) {
    return this == TEMPERATURE || this == UNSMOOTH && smoothing == 0;
  }
}
