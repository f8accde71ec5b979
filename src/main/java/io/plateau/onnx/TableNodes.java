package io.plateau.onnx;

import io.plateau.math.DateUnit;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Columns of a table as inputs of a graph, and what {@link FittedTable#row} makes of them. Numbers
 * and dates are inputs of doubles, with NaN for a missing one: where a center is subtracted, as
 * from a longitude, the rounding to a float must follow. A vector is an input of as many doubles,
 * or of floats where nothing is subtracted.
 *
 * <p>Columns of the same kind that stand one behind the other are encoded together, so that a wide
 * table needs few operators.
 */
record TableNodes(FittedTable table) {
  List<Port> inputs() {
    return table.columns().stream().map(this::input).toList();
  }

  private Port input(FittedColumn column) {
    if (column.name().isEmpty()) {
      throw new IllegalArgumentException(
          "a column without a name cannot be an input of an ONNX graph; rename it");
    }
    if (column instanceof FittedCategory category) {
      return CategoryNodes.of(category).input();
    }
    boolean plain = column instanceof FittedVector vector && vector.keepsZeros();
    return new Port(column.name(), plain ? ElementType.FLOAT : ElementType.DOUBLE, column.width());
  }

  /** The rows, one float a column and several for a vector. */
  String rows(Graph graph, RefusedRows faults) {
    List<String> pieces = new ArrayList<>();
    List<FittedColumn> columns = table.columns();
    int from = 0;
    while (from < columns.size()) {
      int to = from + 1;
      while (to < columns.size() && alike(columns.get(from), columns.get(to))) {
        to++;
      }
      pieces.add(encoded(graph, columns.subList(from, to), faults));
      from = to;
    }
    return graph.concat(pieces);
  }

  private static boolean alike(FittedColumn one, FittedColumn other) {
    if (one instanceof FittedNumber first && other instanceof FittedNumber second) {
      return first.clip() == second.clip();
    }
    return one instanceof FittedDate first
        && other instanceof FittedDate second
        && first.unit().equals(second.unit());
  }

  @SuppressWarnings("unchecked")
  private String encoded(Graph graph, List<? extends FittedColumn> columns, RefusedRows faults) {
    FittedColumn first = columns.get(0);
    if (first instanceof FittedCategory category) {
      return CategoryNodes.of(category).codes(graph, table.rules(), faults);
    } else if (first instanceof FittedVector vector) {
      return vectors(graph, vector, faults);
    }
    String given = graph.concat(columns.stream().map(FittedColumn::name).toList());
    if (first instanceof FittedDate date) {
      return dates(graph, given, date.unit(), faults);
    }
    return numbers(graph, given, (List<FittedNumber>) columns, faults);
  }

  private String numbers(
      Graph graph, String given, List<FittedNumber> columns, RefusedRows faults) {
    String missing = missing(graph, given, faults);
    String filled =
        graph.add(
            "Where",
            missing,
            graph.constant(each(columns, column -> column.fill().value())),
            given);
    String z =
        graph.scaled(
            filled, each(columns, FittedNumber::center), each(columns, FittedNumber::factor));
    boolean clip = columns.get(0).clip();
    String row = graph.cast(clip ? graph.softClip(z) : z, ElementType.FLOAT);
    if (clip) {
      faults.addUnlessWithin(filled, graph.constant(Double.MAX_VALUE));
    } else {
      faults.addUnlessFinite(row);
    }
    if (columns.stream().noneMatch(column -> column.fill().indicator())) {
      return row;
    }
    float[] standIns = new float[columns.size()];
    for (int i = 0; i < standIns.length; i++) {
      standIns[i] = columns.get(i).of(Double.NaN);
    }
    return graph.add("Where", missing, graph.list(standIns), row);
  }

  private static Tensor each(List<FittedNumber> columns, ToDoubleFunction<FittedNumber> of) {
    return Tensor.of(columns.stream().mapToDouble(of).toArray(), columns.size());
  }

  /** Whether values are missing, which is a fault where the rules fill nothing. */
  private String missing(Graph graph, String given, RefusedRows faults) {
    String missing = graph.add("IsNaN", given);
    if (!table.rules().missing().fills()) {
      faults.add(missing);
    }
    return missing;
  }

  /** Dates, given in seconds, in their unit. */
  private String dates(Graph graph, String given, DateUnit unit, RefusedRows faults) {
    String exact = graph.add("Div", given, graph.constant(DateUnit.SECONDS));
    String quarters = graph.cast(graph.add("Floor", exact), ElementType.FLOAT);
    String missing = missing(graph, quarters, faults);
    String known = graph.add("Where", missing, graph.constant(0f), quarters);
    String distant =
        graph.add("GreaterOrEqual", graph.add("Abs", known), graph.constant((float) DateUnit.FAR));
    faults.add(distant);
    String dates = unit.seconds() ? seconds(graph, exact, unit) : quarters;
    return graph.add("Where", distant, graph.constant(Float.NaN), dates);
  }

  /** Seconds since the beginning of a day. */
  private static String seconds(Graph graph, String quarterHours, DateUnit unit) {
    String since = graph.plus(quarterHours, -unit.start());
    return graph.cast(graph.add("Mul", since, graph.constant(DateUnit.SECONDS)), ElementType.FLOAT);
  }

  private static String vectors(Graph graph, FittedVector vector, RefusedRows faults) {
    String row = vector.name();
    if (vector.center().length > 0 || vector.factor().length > 0) {
      String z = vector.keepsZeros() ? graph.cast(row, ElementType.DOUBLE) : row;
      if (vector.center().length > 0) {
        z = graph.add("Sub", z, graph.constant(Tensor.of(vector.center(), vector.width())));
      }
      if (vector.factor().length > 0) {
        z = graph.add("Mul", z, graph.constant(Tensor.of(vector.factor(), vector.width())));
      }
      row = graph.cast(z, ElementType.FLOAT);
    }
    faults.addUnlessFinite(row);
    return row;
  }
}
