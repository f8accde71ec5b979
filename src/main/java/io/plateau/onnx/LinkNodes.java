package io.plateau.onnx;

import io.plateau.nn.loss.Link;
import java.util.List;

/** Predictions of logits, and logits of the mean predictions of members. */
final class LinkNodes {
  private LinkNodes() {}

  /** The predictions of logits, N×outputs. */
  static String predictions(Graph graph, Link link, String logits) {
    return switch (link) {
      case IDENTITY -> logits;
      case EXP -> graph.add("Exp", logits);
      case SIGMOID -> graph.add("Sigmoid", logits);
      case SOFTMAX -> softmax(graph, logits);
    };
  }

  private static String softmax(Graph graph, String logits) {
    return graph.add("Softmax", new Attribute("axis", -1), logits);
  }

  /** The logits, N×outputs, whose predictions are the means of those of members×N×outputs. */
  static String meanLogits(Graph graph, Link link, String logits) {
    String z = graph.cast(logits, ElementType.DOUBLE);
    String mean =
        switch (link) {
          case IDENTITY -> mean(graph, z);
          case EXP -> graph.add("Log", mean(graph, graph.add("Exp", z)));
          case SIGMOID ->
              // Of both sides, so that neither is lost beside 1
              graph.add(
                  "Sub",
                  graph.add("Log", mean(graph, graph.add("Sigmoid", z))),
                  graph.add("Log", mean(graph, graph.add("Sigmoid", graph.add("Neg", z)))));
          case SOFTMAX -> graph.add("Log", mean(graph, softmax(graph, z)));
        };
    return graph.cast(mean, ElementType.FLOAT);
  }

  private static String mean(Graph graph, String members) {
    return graph.add(
        "ReduceMean",
        List.of(new Attribute("axes", new long[] {0}), new Attribute("keepdims", 0)),
        members);
  }
}
