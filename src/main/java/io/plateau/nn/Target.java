package io.plateau.nn;

/** Kind of number that a loss takes as target. */
public enum Target {
  /** The index of a class, one number an example. */
  CLASS_INDEX,
  /** A probability, one for each output. */
  PROBABILITY,
  /** A real number, one for each output. */
  REAL,
  /** A number of events, at least 0, one for each output. */
  COUNT;

  /** Numbers that the target of an example has, for a network of {@code k} outputs. */
  public int width(int k) {
    return this == CLASS_INDEX ? 1 : k;
  }

  /** Whether predictions are probabilities of classes or labels. */
  public boolean isCategorical() {
    return this == CLASS_INDEX || this == PROBABILITY;
  }
}
