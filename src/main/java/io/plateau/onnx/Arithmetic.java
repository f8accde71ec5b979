package io.plateau.onnx;

import io.plateau.math.FloatMath;

/** Arithmetic of doubles that several columns have alike, operation by operation as in Java. */
final class Arithmetic {
  private Arithmetic() {}

  /** {@code (x − center) · factor}. */
  static String scaled(Graph graph, String x, Tensor center, Tensor factor) {
    return graph.add("Mul", graph.add("Sub", x, graph.constant(center)), graph.constant(factor));
  }

  /** {@link FloatMath#softClip}. */
  static String softClip(Graph graph, String any) {
    String least = graph.constant(-FloatMath.SOFT_CLIP_MOST);
    String z = graph.add("Clip", any, least, graph.constant(FloatMath.SOFT_CLIP_MOST));
    String third = graph.add("Div", z, graph.constant(3.0));
    String square = graph.add("Mul", third, third);
    return graph.add("Div", z, graph.add("Sqrt", graph.add("Add", graph.constant(1.0), square)));
  }

  /** {@code ⌊x / divisor⌋}, exact for whole numbers. */
  static String floorDiv(Graph graph, String x, double divisor) {
    return graph.add("Floor", graph.add("Div", x, graph.constant(divisor)));
  }

  /** {@code x − divisor · quotient}. */
  static String remainder(Graph graph, String x, String quotient, double divisor) {
    return graph.add("Sub", x, graph.add("Mul", quotient, graph.constant(divisor)));
  }

  /** {@code x + y}. */
  static String plus(Graph graph, String x, double y) {
    return graph.add("Add", x, graph.constant(y));
  }
}
