package io.plateau.nn.choice;

import java.util.function.DoublePredicate;

/**
 * Number that a user may set of an activation or a loss, such as the slope of a leaky ReLU.
 *
 * @param name in job files and parameters
 * @param doc one line for reference pages
 * @param byDefault its value unless it is set
 * @param range of admitted values in words, such as {@code in [0, 1)}
 * @param admits whether a value is in the range
 */
public record Hyperparameter(
    String name, String doc, double byDefault, String range, DoublePredicate admits) {
  /** Any finite number above 0. */
  public static Hyperparameter positive(String name, String doc, double byDefault) {
    return new Hyperparameter(
        name, doc, byDefault, "above 0", value -> value > 0 && value <= Float.MAX_VALUE);
  }

  /** Any number from 0 to below 1. */
  public static Hyperparameter fraction(String name, String doc, double byDefault) {
    return new Hyperparameter(
        name, doc, byDefault, "in [0, 1)", value -> value >= 0 && (float) value < 1);
  }

  /** Fails unless the value is in the range. */
  public void require(double value) {
    if (!admits.test(value)) {
      throw new IllegalArgumentException("%s must be %s, got %s".formatted(name, range, value));
    }
  }
}
