package io.plateau.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows that have no prediction, which are refused or left out elsewhere: a graph gives NaN for
 * them.
 */
final class RefusedRows {
  private final Graph graph;
  private final List<String> found = new ArrayList<>();

  RefusedRows(Graph graph) {
    this.graph = graph;
  }

  /** <em>Adds</em> what is true in a row with a fault, one or several a row. */
  void add(String bools) {
    found.add(graph.cast(bools, ElementType.FLOAT));
  }

  /** <em>Adds</em> rows with numbers that are not finite as 32-bit floats. */
  void addUnlessFinite(String floats) {
    addUnlessWithin(floats, graph.constant(Float.MAX_VALUE));
  }

  /** <em>Adds</em> rows with numbers that are NaN or farther from 0 than the most. */
  void addUnlessWithin(String numbers, String most) {
    add(graph.add("Not", graph.add("LessOrEqual", graph.add("Abs", numbers), most)));
  }

  /** The floats, with NaN in rows with a fault. */
  String marked(String floats) {
    if (found.isEmpty()) {
      return floats;
    }
    String worst =
        graph.add(
            "ReduceMax",
            List.of(new Attribute("axes", new long[] {1}), new Attribute("keepdims", 1)),
            graph.concat(found));
    String fault = graph.add("Greater", worst, graph.constant(0f));
    return graph.add("Where", fault, graph.constant(Float.NaN), floats);
  }
}
