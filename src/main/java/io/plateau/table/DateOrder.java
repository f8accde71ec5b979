package io.plateau.table;

import java.util.Arrays;
import java.util.Locale;

/**
 * Order of day, month and year in dates that are written as text. Texts with the year first have
 * one meaning in any order.
 */
public enum DateOrder {
  /** ISO 8601, such as 2017-12-31 and 20171231T083000, and 2017/12/31. */
  YEAR_FIRST,
  /** Such as 31/12/2017, 31.12.2017 08:30 and 31-12-2017. */
  DAY_FIRST,
  /** Such as 12/31/2017 and 12/31/2017 8:30 PM. */
  MONTH_FIRST;

  /** The name in models, such as {@code dayFirst}. */
  public String word() {
    String first = name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
    return first + "First";
  }

  /**
   * The order of a name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static DateOrder of(String word) {
    return Arrays.stream(values())
        .filter(order -> order.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no order of dates"));
  }
}
