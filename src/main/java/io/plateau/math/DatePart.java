package io.plateau.math;

/** Part of a date that a model learns from. */
public enum DatePart implements Word {
  /** Days since the median date, with fractions. */
  DAYS(1, 0),
  YEAR(1, 0),
  MONTH(2, 12),
  DAY_OF_WEEK(2, 7),
  HOUR(2, 24);

  private final int width;
  private final int places;

  DatePart(int width, int places) {
    this.width = width;
    this.places = places;
  }

  /** How many numbers are made of it: one on a scale, or two for a place on a circle. */
  public int width() {
    return width;
  }

  /** Length of a one-hot vector of it. */
  public int places() {
    return places;
  }
}
