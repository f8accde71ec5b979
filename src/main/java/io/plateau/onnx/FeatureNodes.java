package io.plateau.onnx;

import io.plateau.math.DateUnit;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Network;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.column.PiecewiseLinear;
import java.util.List;

/**
 * Vector of features as the one input of a graph without a table. A vector that the network does
 * not take is a fault: with a number that is not finite, or a category or date that is none.
 */
record FeatureNodes(Network network) {
  static final String NAME = "features";

  private static final float MOST_QUARTERS = Math.nextDown((float) DateUnit.FAR);

  Port input() {
    return new Port(NAME, ElementType.FLOAT, network.inputs());
  }

  /** The vectors, with zeros in place of what is a fault. */
  String rows(Graph graph, RefusedRows faults) {
    int width = network.inputs();
    float[] lowest = new float[width];
    float[] highest = new float[width];
    float[] fraction = new float[width];
    float[] missing = new float[width];
    int at = 0;
    for (Column column : columns()) {
      Column kind = kind(column);
      for (int i = at; i < at + column.inputs(); i++) {
        lowest[i] = lowest(kind);
        highest[i] = highest(kind);
        fraction[i] = isWhole(kind) ? 0 : 1;
        missing[i] = column.takesMissing() ? 0 : Float.NaN;
      }
      at += column.inputs();
    }
    String known = graph.add("Where", graph.add("IsNaN", NAME), graph.list(missing), NAME);
    String good =
        graph.add(
            "And",
            graph.add("GreaterOrEqual", known, graph.list(lowest)),
            graph.add("LessOrEqual", known, graph.list(highest)));
    String rest = graph.add("Sub", known, graph.add("Floor", known));
    good = graph.add("And", good, graph.add("LessOrEqual", rest, graph.list(fraction)));
    faults.add(graph.add("Not", good));
    return graph.add("Where", good, NAME, graph.constant(0f));
  }

  private List<Column> columns() {
    return network
        .columns()
        .map(Columns::columns)
        .orElseGet(() -> List.of(new Numbers(network.inputs())));
  }

  /** The column whose inputs are embedded, or the column itself. */
  private static Column kind(Column column) {
    if (column instanceof Periodic periodic) {
      return kind(periodic.numbers());
    }
    if (column instanceof BinOffsets offsets) {
      return kind(offsets.function());
    }
    return column instanceof PiecewiseLinear pieces ? kind(pieces.number()) : column;
  }

  private static float lowest(Column column) {
    return column instanceof DateParts date
        ? limit(date, -MOST_QUARTERS)
        : isCode(column) ? 0 : -Float.MAX_VALUE;
  }

  private static float highest(Column column) {
    if (column instanceof DateParts date) {
      return limit(date, MOST_QUARTERS);
    }
    return isCode(column) ? codes(column).count() - 1f : Float.MAX_VALUE;
  }

  /** Quarter hours since 1970 as the column has them. */
  private static float limit(DateParts date, float quarters) {
    return date.unit().feature(quarters);
  }

  private static boolean isWhole(Column column) {
    return isCode(column) || column instanceof DateParts date && !date.unit().seconds();
  }

  private static boolean isCode(Column column) {
    return column instanceof OneHot || column instanceof Embedding;
  }

  private static Codes codes(Column column) {
    return column instanceof OneHot category ? category.codes() : ((Embedding) column).codes();
  }
}
