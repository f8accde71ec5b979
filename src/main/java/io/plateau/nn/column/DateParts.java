package io.plateau.nn.column;

import io.plateau.math.CivilCalendar;
import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.math.FloatMath;
import io.plateau.nn.Column;
import io.plateau.nn.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Parts of a date, given in a unit such as quarter hours since 1970-01-01T00:00 by the clock on the
 * wall: days and years as scaled numbers, month, weekday and time of day as places on a circle.
 *
 * <p>A number of days d is scaled to {@code z / √(1 + (z/3)²)} with {@code z = (d − center) ·
 * factor}, which is about z near the center and stays within ±3. The part YEAR is the first day of
 * the year, scaled likewise. Both are those of the nearest day that is not out of range: what a
 * network learns of days says nothing of later ones. A place on a circle is the sine and cosine of
 * its angle. NaN, which stands for a missing date, makes all parts 0.
 *
 * <p>A circle makes one smooth wave of a year, a week and a day; one-hot vectors of months,
 * weekdays and hours beside it let a network give each a weight of its own.
 *
 * @param parts at least one, each once; kept in the order of {@link DatePart}
 * @param center of the days since 1970-01-01
 * @param factor of the distance from the center, at least 0
 * @param least first day of the range, with its time; −∞ for any
 * @param most last day of the range, with its time; ∞ for any
 * @param oneHot whether month, weekday and hour are one-hot vectors, too
 * @param indicator whether one more output is 1 for a missing date and 0 for another
 * @param unit of the given dates
 */
public record DateParts(
    List<DatePart> parts,
    double center,
    double factor,
    double least,
    double most,
    boolean oneHot,
    boolean indicator,
    DateUnit unit)
    implements Column {
  private static final float[] MONTHS = circle(12);
  private static final float[] WEEKDAYS = circle(7);
  private static final float[] TIMES = circle(DateUnit.QUARTERS);

  public DateParts {
    parts = parts.stream().distinct().sorted().toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts of a date must be at least one");
    }
    if (!Double.isFinite(center)) {
      throw new IllegalArgumentException("center must be a finite number, got " + center);
    }
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("factor must be a number of at least 0, got " + factor);
    }
    if (!(least <= most)) {
      throw new IllegalArgumentException(
          "least must not be above most, got %s and %s".formatted(least, most));
    }
  }

  /** Sines and cosines of n angles, the same bits everywhere. */
  private static float[] circle(int n) {
    float[] places = new float[2 * n];
    for (int i = 0; i < n; i++) {
      places[2 * i] = (float) StrictMath.sin(2 * StrictMath.PI * i / n);
      places[2 * i + 1] = (float) StrictMath.cos(2 * StrictMath.PI * i / n);
    }
    return places;
  }

  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public int outputs() {
    int width = parts.stream().mapToInt(part -> part.width() + (oneHot ? part.places() : 0)).sum();
    return width + (indicator ? 1 : 0);
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    int width = outputs();
    for (int j = 0; j < x.examples(); j++) {
      expand(x.values()[x.at(j)], x.row(), y.values(), y.at(j), width);
    }
  }

  /**
   * <em>Overwrites</em> the outputs for one date, from an index on.
   *
   * @param row number of the feature for messages
   * @param width the number of outputs
   */
  public void expand(float value, int row, float[] to, int from, int width) {
    if (Float.isNaN(value)) {
      Arrays.fill(to, from, from + width, 0);
    } else {
      put(quarterHours(value, row), to, from);
    }
    if (indicator) {
      to[from + width - 1] = Float.isNaN(value) ? 1 : 0;
    }
  }

  /** Quarter hours since 1970, with fractions. */
  private double quarterHours(float value, int row) {
    double exact = unit.quarterHours(value);
    if (!(Math.abs(exact) < DateUnit.FAR) || !unit.seconds() && exact != Math.rint(exact)) {
      throw new Column.InputException(
          "feature %d must be a date, %s; got %s"
              .formatted(
                  row,
                  unit.seconds()
                      ? "seconds since day %d after 1970-01-01".formatted(unit.day())
                      : "a whole number of quarter hours since 1970",
                  value));
    }
    return exact;
  }

  private void put(double exact, float[] to, int from) {
    int quarters = (int) Math.floor(exact);
    int day = Math.floorDiv(quarters, DateUnit.QUARTERS);
    double days = Math.min(Math.max(exact / DateUnit.QUARTERS, least), most);
    int i = from;
    for (int p = 0; p < parts.size(); p++) {
      DatePart part = parts.get(p);
      switch (part) {
        case DAYS -> to[i] = scaled(days);
        case YEAR ->
            to[i] = scaled(CivilCalendar.firstDay(CivilCalendar.year((int) Math.floor(days))));
        case MONTH -> place(MONTHS, CivilCalendar.month(day) - 1, part, to, i);
        case DAY_OF_WEEK -> place(WEEKDAYS, CivilCalendar.dayOfWeek(day) - 1, part, to, i);
        case HOUR -> place(TIMES, Math.floorMod(quarters, DateUnit.QUARTERS), part, to, i);
      }
      i += part.width() + (oneHot ? part.places() : 0);
    }
  }

  private float scaled(double days) {
    return (float) FloatMath.softClip((days - center) * factor);
  }

  private void place(float[] circle, int index, DatePart part, float[] to, int at) {
    to[at] = circle[2 * index];
    to[at + 1] = circle[2 * index + 1];
    if (oneHot) {
      int first = at + part.width();
      Arrays.fill(to, first, first + part.places(), 0);
      to[first + index * part.places() / (circle.length / 2)] = 1;
    }
  }
}
