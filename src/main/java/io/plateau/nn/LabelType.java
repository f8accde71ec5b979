package io.plateau.nn;

/** The type of the labels a network is trained on. */
public enum LabelType {
  /** A class index from 0, one number an example. */
  CLASS,
  /** A 0 or 1 (or a probability) for each of several labels. */
  LABELS,
  /** A real number. */
  NUMBER,
  /** Several real numbers. */
  NUMBERS;

  /** Whether an example has several labels. */
  public boolean isVector() {
    return this == LABELS || this == NUMBERS;
  }
}
