package io.plateau.table;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.math.FloatMath;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Dates as numbers of a unit, which a model splits into parts; NaN where a date is missing. Floats
 * hold quarter hours exactly from the year 1492 to 2448, and seconds for 194 days.
 *
 * @param order of day, month and year where dates are written as text
 * @param parts that vary in the training rows
 * @param days scale of the part of days
 * @param indicator whether a model is told that a date is missing
 * @param unit of the numbers
 */
public record FittedDate(
    String name, DateOrder order, Set<DatePart> parts, Days days, boolean indicator, DateUnit unit)
    implements FittedColumn {
  public FittedDate {
    EnumSet<DatePart> copy = EnumSet.noneOf(DatePart.class);
    copy.addAll(parts);
    parts = Collections.unmodifiableSet(copy);
    FittedNumber.requireAscending(name, days.cuts);
  }

  /**
   * Scale of days.
   *
   * @param center the median date in days since 1970-01-01
   * @param factor of the days since then
   * @param cuts between bins with about as many training rows each and at their ends, in days since
   *     1970-01-01
   */
  public record Days(double center, double factor, List<Double> cuts) implements Serializable {
    public Days {
      cuts = List.copyOf(cuts);
    }

    /** The cuts on the scale of the part of days, ascending and different. */
    public List<Float> scaledCuts() {
      return cuts.stream()
          .map(days -> (float) FloatMath.softClip((days - center) * factor))
          .distinct()
          .toList();
    }
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.DATE;
  }

  @Override
  public void encode(Object value, float[] row, int at) {
    double quarters = date(value);
    if (isFar(quarters)) {
      throw new IllegalArgumentException(
          "column \"%s\": expected a date, or seconds since 1970, got %s".formatted(name, value));
    }
    row[at] = unit.feature(quarters);
  }

  /** Whether quarter hours are too far from 1970 for a date; missing ones, NaN, are not. */
  public static boolean isFar(double quarterHours) {
    return Math.abs(Math.floor(quarterHours)) >= DateUnit.FAR;
  }

  @Override
  public boolean missing(Object value) {
    return Double.isNaN(date(value));
  }

  private double date(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    try {
      return Parsing.dateOf(value, order);
    } catch (IllegalArgumentException other) {
      throw new IllegalArgumentException(
          "column \"%s\": expected %s".formatted(name, other.getMessage()), other);
    }
  }

  @Override
  public String treatment() {
    String words = parts.stream().map(DatePart::word).collect(Collectors.joining(", "));
    String shown = unit.seconds() ? words + ", in seconds" : words;
    return indicator ? shown + "; missing: an indicator" : shown;
  }
}
