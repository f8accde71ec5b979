package io.plateau.data;

import org.apache.spark.sql.Column;

/**
 * What no row, or not too many rows, may be.
 *
 * @param bad a boolean over a row
 * @param tolerated whether so many rows may be
 * @param message with {@code {}} for "3 of 100 rows, first row 17"
 */
record Check(Column bad, Tolerance tolerated, String message) {
  private static final String FOUND = "{}";

  /** How many bad rows of all are no error. */
  interface Tolerance {
    boolean allows(long bad, long all);
  }

  /** A check that no row may fail. */
  static Check none(Column bad, String message) {
    return new Check(bad, (count, all) -> count == 0, message);
  }

  /** The message with what was found. */
  String says(String found) {
    int place = message.lastIndexOf(FOUND); // names of columns come before it
    return message.substring(0, place) + found + message.substring(place + FOUND.length());
  }
}
