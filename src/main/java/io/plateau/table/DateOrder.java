package io.plateau.table;

import io.plateau.math.Word;

/**
 * Order of day, month and year in dates that are written as text. Texts with the year first have
 * one meaning in any order.
 */
public enum DateOrder implements Word {
  /** ISO 8601, such as 2017-12-31 and 20171231T083000, and 2017/12/31. */
  YEAR_FIRST,
  /** Such as 31/12/2017, 31.12.2017 08:30 and 31-12-2017. */
  DAY_FIRST,
  /** Such as 12/31/2017 and 12/31/2017 8:30 PM. */
  MONTH_FIRST
}
