package io.plateau.train;

import io.plateau.math.Word;

/** Which of several epochs with the same best value of the monitor is kept. */
public enum Ties implements Word {
  /** The first of them. */
  FIRST,
  /** The last of them, which has been trained longest. */
  LAST;

  /** The word, which is part of a run's identity. */
  @Override
  public String toString() {
    return word();
  }
}
