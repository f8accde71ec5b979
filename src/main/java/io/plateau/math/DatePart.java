package io.plateau.math;

import java.util.Arrays;

/** Part of a date that a model learns from. */
public enum DatePart {
  /** Days since the median date, with fractions. */
  DAYS("days", 1, 0),
  YEAR("year", 1, 0),
  MONTH("month", 2, 12),
  DAY_OF_WEEK("dayOfWeek", 2, 7),
  HOUR("hour", 2, 24);

  private final String word;
  private final int width;
  private final int places;

  DatePart(String word, int width, int places) {
    this.word = word;
    this.width = width;
    this.places = places;
  }

  /** The name in models, such as {@code dayOfWeek}. */
  public String word() {
    return word;
  }

  /** How many numbers are made of it: one on a scale, or two for a place on a circle. */
  public int width() {
    return width;
  }

  /** Length of a one-hot vector of it. */
  public int places() {
    return places;
  }

  /**
   * The part of a name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static DatePart of(String word) {
    return Arrays.stream(values())
        .filter(part -> part.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no part of a date"));
  }
}
