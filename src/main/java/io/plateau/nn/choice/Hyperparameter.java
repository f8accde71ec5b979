package io.plateau.nn.choice;

/**
 * Number that a user may set of an activation or a loss, such as the slope of a leaky ReLU.
 *
 * @param name in job files and parameters
 * @param doc one line for reference pages
 * @param byDefault its value unless it is set
 * @param range of admitted values
 */
public record Hyperparameter(String name, String doc, double byDefault, Range range) {
  /** Range of numbers. */
  public enum Range {
    /** Any finite number above 0. */
    POSITIVE("above 0"),
    /** Any number from 0 to below 1. */
    FRACTION("in [0, 1)"),
    /** Any number between 0 and 1. */
    INSIDE("in (0, 1)");

    private final String words;

    Range(String words) {
      this.words = words;
    }

    /** Whether a number is in the range. */
    public boolean admits(double value) {
      return switch (this) {
        case POSITIVE -> value > 0 && value <= Float.MAX_VALUE;
        case FRACTION -> value >= 0 && (float) value < 1;
        case INSIDE -> value > 0 && value < 1;
      };
    }

    /**
     * Fails unless the value, which is kept in single precision, is in the range.
     *
     * @param name of what has the value
     */
    public void require(String name, double value) {
      if (!admits(value)) {
        String kept = Float.toString((float) value);
        String got = Double.toString(value);
        throw new IllegalArgumentException(
            "%s must be %s, got %s"
                .formatted(
                    name,
                    this,
                    kept.equals(got) ? got : got + ", which is " + kept + " in single precision"));
      }
    }

    /** In words, such as {@code in [0, 1)}. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** Any finite number above 0. */
  public static Hyperparameter positive(String name, String doc, double byDefault) {
    return new Hyperparameter(name, doc, byDefault, Range.POSITIVE);
  }

  /** Any number from 0 to below 1. */
  public static Hyperparameter fraction(String name, String doc, double byDefault) {
    return new Hyperparameter(name, doc, byDefault, Range.FRACTION);
  }

  /** Fails unless the value is in the range. */
  public void require(double value) {
    range.require(name, value);
  }
}
