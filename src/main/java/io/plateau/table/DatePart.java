package io.plateau.table;

import java.util.Arrays;
import java.util.Locale;

/** Part of a date that a model learns from. */
public enum DatePart {
  /** Days since the median date, with fractions. */
  DAYS,
  YEAR,
  MONTH,
  DAY_OF_WEEK,
  HOUR;

  /** The name in models, such as {@code dayOfWeek}. */
  public String word() {
    return this == DAY_OF_WEEK ? "dayOfWeek" : name().toLowerCase(Locale.ROOT);
  }

  /**
   * The part of a name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static DatePart of(String word) {
    return Arrays.stream(values())
        .filter(part -> part.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no part of a date"));
  }
}
