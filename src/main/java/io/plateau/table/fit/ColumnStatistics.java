package io.plateau.table.fit;

import io.plateau.table.DateOrder;
import io.plateau.table.Form;
import java.io.Serializable;

/**
 * Statistics of a column over the training rows, from one pass. Parts of the rows add up to the
 * same statistics whatever their order.
 */
public sealed interface ColumnStatistics extends Serializable
    permits NumberStatistics, TextStatistics, DateStatistics, VectorStatistics {
  /** Rows with a value. */
  long present();

  /** Rows without. */
  long missing();

  /** How many different values there are, as far as they were counted. */
  Count distinct();

  /** <em>Adds into</em> this the statistics of other rows of the same column. */
  void add(ColumnStatistics other);

  /**
   * Number of different values.
   *
   * @param value of it
   * @param accuracy of the value
   */
  record Count(long value, Accuracy accuracy) {
    /** How a count is to be read. */
    public enum Accuracy {
      EXACT,
      ABOUT,
      MORE_THAN
    }

    /** Such as {@code 12}, {@code about 300000} or {@code > 1000}. */
    @Override
    public String toString() {
      return switch (accuracy) {
        case EXACT -> Long.toString(value);
        case ABOUT -> "about " + value;
        case MORE_THAN -> "> " + value;
      };
    }
  }

  static ColumnStatistics empty(Form form) {
    return switch (form) {
      case NUMBER -> new NumberStatistics();
      case TEXT -> new TextStatistics();
      case DATE -> new DateStatistics(DateOrder.YEAR_FIRST);
      case VECTOR -> new VectorStatistics();
    };
  }
}
