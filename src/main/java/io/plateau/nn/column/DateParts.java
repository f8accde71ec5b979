package io.plateau.nn.column;

import io.plateau.math.CivilCalendar;
import io.plateau.nn.Column;
import io.plateau.nn.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Parts of a date, given as quarter hours since 1970-01-01T00:00 by the clock on the wall: days and
 * years as scaled numbers, month, weekday and time of day as places on a circle.
 *
 * <p>A number of days d is scaled to {@code z / √(1 + (z/3)²)} with {@code z = (d − center) ·
 * factor}, which is about z near the center and stays within ±3. The part YEAR is the first day of
 * the year, scaled likewise. A place on a circle is the sine and cosine of its angle. NaN, which
 * stands for a missing date, makes all parts 0.
 *
 * @param parts at least one, each once; kept in the order of {@link Part}
 * @param center of the days since 1970-01-01
 * @param factor of the distance from the center, at least 0
 * @param indicator whether one more output is 1 for a missing date and 0 for another
 */
public record DateParts(List<Part> parts, double center, double factor, boolean indicator)
    implements Column {
  private static final int QUARTERS = 24 * 4;
  private static final float[] MONTHS = circle(12);
  private static final float[] WEEKDAYS = circle(7);
  private static final float[] TIMES = circle(QUARTERS);

  /** Part of a date. */
  public enum Part {
    DAYS("days", 1),
    YEAR("year", 1),
    MONTH("month", 2),
    DAY_OF_WEEK("dayOfWeek", 2),
    HOUR("hour", 2);

    private final String word;
    private final int width;

    Part(String word, int width) {
      this.word = word;
      this.width = width;
    }

    /** The name in models, such as {@code dayOfWeek}. */
    public String word() {
      return word;
    }
  }

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
  public int inputs() {
    return 1;
  }

  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public int outputs() {
    return parts.stream().mapToInt(part -> part.width).sum() + (indicator ? 1 : 0);
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    float[] to = y.values();
    int width = outputs();
    for (int j = 0; j < x.examples(); j++) {
      float value = x.values()[x.at(j)];
      int from = y.at(j);
      if (Float.isNaN(value)) {
        Arrays.fill(to, from, from + width, 0);
      } else {
        put(quarters(value, x.row()), to, from);
      }
      if (indicator) {
        to[from + width - 1] = Float.isNaN(value) ? 1 : 0;
      }
    }
  }

  private static int quarters(float value, int row) {
    int whole = (int) value;
    if (whole != value || whole == Integer.MAX_VALUE || whole == Integer.MIN_VALUE) {
      throw new Column.InputException(
          "feature %d must be a date, a whole number of quarter hours since 1970; got %s"
              .formatted(row, value));
    }
    return whole;
  }

  private void put(int quarters, float[] to, int from) {
    int day = Math.floorDiv(quarters, QUARTERS);
    int i = from;
    for (Part part : parts) {
      switch (part) {
        case DAYS -> to[i] = scaled(quarters / (double) QUARTERS);
        case YEAR -> to[i] = scaled(CivilCalendar.firstDay(CivilCalendar.year(day)));
        case MONTH -> place(MONTHS, CivilCalendar.month(day) - 1, to, i);
        case DAY_OF_WEEK -> place(WEEKDAYS, CivilCalendar.dayOfWeek(day) - 1, to, i);
        case HOUR -> place(TIMES, Math.floorMod(quarters, QUARTERS), to, i);
      }
      i += part.width;
    }
  }

  private float scaled(double days) {
    double z = (days - center) * factor;
    return (float) (z / Math.sqrt(1 + (z / 3) * (z / 3)));
  }

  private static void place(float[] circle, int index, float[] to, int at) {
    to[at] = circle[2 * index];
    to[at + 1] = circle[2 * index + 1];
  }
}
