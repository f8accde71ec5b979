package io.plateau.spec;

/**
 * Validation rows that are held out where nobody names any. Networks that are trained for many
 * epochs on labels with noise are better in an earlier one; a few hundred rows would rather be
 * learned from (measured on the page tables.md).
 */
public final class HeldOut {
  /** Fraction of the rows that is held out. */
  public static final double FRACTION = 0.1;

  /** Of fewer rows none are held out. */
  public static final long LEAST = 2000;

  private HeldOut() {}
}
