package io.plateau.train;

import io.plateau.math.Word;

/** Which of several epochs with the same best value of the monitor is kept. */
public enum Ties implements Word {
  /** The first of them. */
  FIRST,
  /** The last of them, which has been trained longest. */
  LAST;

  /** The word, by which the identity of a run has told them from the first. */
  @Override
  public String toString() {
    return word();
  }
}
