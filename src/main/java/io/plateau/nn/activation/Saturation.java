package io.plateau.nn.activation;

/** Ends of an activation's range where its derivative vanishes and a unit stops learning. */
public enum Saturation {
  /** None that outputs show. */
  NONE,
  /** 0 exactly: a unit that gives 0 for every example gets no gradient and is dead. */
  ZERO,
  /** Near 0 and near 1, where the derivative a (1 − a) is below a twentieth of its maximum. */
  ZERO_AND_ONE,
  /** Near −1 and near 1, where the derivative 1 − a² is below a twentieth of its maximum. */
  MINUS_ONE_AND_ONE;

  private static final double FRACTION = 0.05;

  /** Whether the outputs have two flat ends. */
  public boolean isTwoSided() {
    return this == ZERO_AND_ONE || this == MINUS_ONE_AND_ONE;
  }

  /** Whether an output lies at one of two flat ends. */
  public boolean contains(float a) {
    return switch (this) {
      case ZERO_AND_ONE -> 4 * a * (1 - a) < FRACTION;
      case MINUS_ONE_AND_ONE -> 1 - a * a < FRACTION;
      case NONE, ZERO -> false;
    };
  }
}
