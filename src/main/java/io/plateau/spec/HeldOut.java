package io.plateau.spec;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Validation rows that are held out where nobody names any. Networks that are trained for many
 * epochs on labels with noise are better in an earlier one; a few hundred rows would rather be
 * learned from (measured on the page tables.md).
 */
public final class HeldOut {
  /** Fraction of the rows that is held out. */
  public static final double FRACTION = 0.1;

  /** Of fewer rows none are held out, unless a fraction is asked for. */
  public static final long LEAST = 2000;

  /** Beyond so many deviations from the fraction it was no chance that drew the rows. */
  private static final double DEVIATIONS = 5;

  private HeldOut() {}

  /**
   * A warning where rows that are drawn by their content are below half or above twice the fraction
   * asked for, which comes of rows that repeat.
   *
   * @param part {@code validation} or {@code test}
   * @param rows from which they are drawn
   * @param instead what else there is to do, by the names of the caller
   */
  public static Optional<String> warning(
      String part, long drawn, long rows, double fraction, String instead) {
    double expected = fraction * rows;
    boolean near = drawn >= expected / 2 && drawn <= expected * 2;
    if (rows < LEAST || near || Math.abs(drawn - expected) < DEVIATIONS * Math.sqrt(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        "%d of %d rows are drawn as %s rows, though the fraction is %s: rows repeat, and equal rows are drawn together; %s"
            .formatted(
                drawn,
                rows,
                part,
                BigDecimal.valueOf(fraction).stripTrailingZeros().toPlainString(),
                instead));
  }
}
