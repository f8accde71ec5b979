package io.plateau.optim;

/** Checks of the ranges that settings must lie in; NaN lies in none. */
public final class Require {
  private Require() {}

  /** Fails unless a value is above 0 and finite. */
  public static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
    }
  }

  /** Fails unless a value is at least 0 and finite. */
  public static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " must not be negative and be finite, got " + value);
    }
  }

  /** Fails unless a value lies in [0, 1). */
  public static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }
}
