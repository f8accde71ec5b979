package io.plateau.onnx;

import io.plateau.math.CivilCalendar;
import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.nn.column.DateParts;
import java.util.List;

/**
 * Parts of dates in quarter hours, by the arithmetic of {@link CivilCalendar} with doubles, which
 * hold its whole numbers exactly. Months, weekdays and times of day are rows of tables.
 */
record DateNodes(Graph graph, DateParts parts, String quarters, String day) {
  private static final int QUARTERS = DateUnit.QUARTERS;

  /** The parts of dates in their unit, a float each. */
  static String parts(Graph graph, DateParts parts, String dates) {
    String missing = graph.add("IsNaN", dates);
    String known = graph.add("Where", missing, graph.constant(0f), dates);
    String exact = graph.cast(known, ElementType.DOUBLE);
    if (parts.unit().seconds()) {
      String inQuarters = graph.add("Div", exact, graph.constant(DateUnit.SECONDS));
      exact = graph.plus(inQuarters, parts.unit().start());
    }
    String day = graph.floorDiv(exact, QUARTERS);
    DateNodes nodes = new DateNodes(graph, parts, exact, day);
    String row = graph.concat(parts.parts().stream().map(nodes::part).toList());
    String blank = graph.add("Where", missing, graph.constant(0f), row);
    return parts.indicator()
        ? graph.concat(List.of(blank, graph.cast(missing, ElementType.FLOAT)))
        : blank;
  }

  private String part(DatePart part) {
    return switch (part) {
      case DAYS -> scaled(inRange());
      case YEAR -> {
        String within = graph.add("Floor", inRange());
        yield scaled(new DateNodes(graph, parts, quarters, within).firstDayOfYear());
      }
      case MONTH -> place(monthFromMarch(), 12, 12, 2);
      case DAY_OF_WEEK -> {
        // 1970-01-01 was a Thursday
        String fromMonday = graph.plus(day, 3);
        String weeks = graph.floorDiv(fromMonday, 7);
        yield place(remainder(fromMonday, weeks, 7), 7, 7, 0);
      }
      case HOUR -> place(remainder(whole(), day, QUARTERS), QUARTERS, 24, 0);
    };
  }

  private String whole() {
    return parts.unit().seconds() ? graph.add("Floor", quarters) : quarters;
  }

  /** The days, limited to those in range. */
  private String inRange() {
    String days = graph.add("Div", quarters, graph.constant((double) QUARTERS));
    if (Double.isFinite(parts.least())) {
      days = graph.add("Max", days, graph.constant(parts.least()));
    }
    return Double.isFinite(parts.most())
        ? graph.add("Min", days, graph.constant(parts.most()))
        : days;
  }

  private String scaled(String days) {
    Tensor center = Tensor.of(new double[] {parts.center()});
    Tensor factor = Tensor.of(new double[] {parts.factor()});
    String z = graph.scaled(days, center, factor);
    return graph.cast(graph.softClip(z), ElementType.FLOAT);
  }

  /** {@code x − divisor · quotient}. */
  private String remainder(String x, String quotient, double divisor) {
    return graph.add("Sub", x, graph.add("Mul", quotient, graph.constant(divisor)));
  }

  private String era() {
    return graph.floorDiv(graph.plus(day, CivilCalendar.EPOCH), CivilCalendar.ERA);
  }

  private String dayOfEra() {
    return remainder(graph.plus(day, CivilCalendar.EPOCH), era(), CivilCalendar.ERA);
  }

  /** Years, which begin in March, since the beginning of the era. */
  private String yearOfEra() {
    String days = dayOfEra();
    String inYears = graph.add("Sub", days, graph.floorDiv(days, 1460));
    inYears = graph.add("Add", inYears, graph.floorDiv(days, 36_524));
    inYears = graph.add("Sub", inYears, graph.floorDiv(days, 146_096));
    return graph.floorDiv(inYears, 365);
  }

  /** The month from 0 for March to 11 for February. */
  private String monthFromMarch() {
    String dayOfYear = graph.add("Sub", dayOfEra(), days(yearOfEra()));
    String five = graph.add("Mul", dayOfYear, graph.constant(5.0));
    return graph.floorDiv(graph.plus(five, 2), 153);
  }

  /** The day of January 1 of the year. */
  private String firstDayOfYear() {
    String nextYear = graph.add("GreaterOrEqual", monthFromMarch(), graph.constant(10.0));
    String years = graph.add("Mul", era(), graph.constant(400.0));
    String year =
        graph.add(
            "Add", graph.add("Add", yearOfEra(), years), graph.cast(nextYear, ElementType.DOUBLE));
    String before = graph.plus(year, -1);
    String days = graph.add("Add", days(before), graph.floorDiv(before, 400));
    return graph.plus(days, -719_162);
  }

  /** Days of years with a leap day every fourth year, but for those of centuries. */
  private String days(String years) {
    String days = graph.add("Mul", years, graph.constant(365.0));
    days = graph.add("Add", days, graph.floorDiv(years, 4));
    return graph.add("Sub", days, graph.floorDiv(years, 100));
  }

  /**
   * The place on a circle, with the one-hot vector behind it where it is asked for.
   *
   * @param index from 0 to below n
   * @param n places on the circle
   * @param values length of the one-hot vector
   * @param first the place of index 0
   */
  private String place(String index, int n, int values, int first) {
    int width = 2 + (parts.oneHot() ? values : 0);
    float[] places = new float[n * width];
    for (int i = 0; i < n; i++) {
      int place = (i + first) % n;
      double angle = 2 * StrictMath.PI * place / n;
      places[i * width] = (float) StrictMath.sin(angle);
      places[i * width + 1] = (float) StrictMath.cos(angle);
      if (parts.oneHot()) {
        places[i * width + 2 + place * values / n] = 1;
      }
    }
    String table = graph.constant(Tensor.of(places, 0, n, width));
    return graph.add("Gather", table, indices(graph, index));
  }

  /** Numbers of one column as indices. */
  static String indices(Graph graph, String column) {
    return graph.add("Squeeze", graph.cast(column, ElementType.INT64), graph.list(1));
  }
}
