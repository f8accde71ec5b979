package io.plateau.onnx;

import io.plateau.model.SavedModel;
import io.plateau.nn.loss.Link;
import java.util.List;
import java.util.stream.LongStream;

/** Outputs of a graph: labels and probabilities, or numbers. */
record PredictionNodes(SavedModel model) {
  static final String LABEL = "label";
  static final String PROBABILITIES = "probabilities";
  static final String PREDICTION = "prediction";

  /** <em>Adds</em> the outputs that follow from a network's logits. */
  void add(Graph graph, String logits, RefusedRows faults) {
    Link link = model.network().loss().link();
    String p = LinkNodes.predictions(graph, link, logits);
    int width = model.predictions();
    if (model.predictsClass()) {
      String probabilities = probabilities(graph, p);
      String index = index(graph, logits, p);
      boolean named = !model.labels().isEmpty();
      graph.output(
          LABEL,
          named ? ElementType.STRING : ElementType.INT64,
          0,
          named ? name(graph, index) : index);
      graph.output(PROBABILITIES, ElementType.FLOAT, width, faults.marked(probabilities));
    } else if (model.predictsLabels()) {
      graph.output(LABEL, ElementType.INT64, width, applying(graph, p));
      graph.output(PROBABILITIES, ElementType.FLOAT, width, faults.marked(p));
    } else {
      graph.output(PREDICTION, ElementType.FLOAT, width, faults.marked(p));
    }
  }

  private boolean oneOutput() {
    return model.network().outputs() == 1;
  }

  /** One p of two classes is (1 − p, p). */
  private String probabilities(Graph graph, String p) {
    return oneOutput() ? graph.concat(List.of(graph.add("Sub", graph.constant(1f), p), p)) : p;
  }

  /**
   * The class with the largest logit, or the largest probability / threshold; the first of equals.
   */
  private String index(Graph graph, String logits, String p) {
    if (!model.thresholds().isEmpty()) {
      return largest(graph, scores(graph, p));
    } else if (oneOutput()) {
      String second = graph.add("Greater", logits, graph.constant(0f));
      return DateNodes.indices(graph, second);
    }
    return largest(graph, logits);
  }

  private static String largest(Graph graph, String scores) {
    return graph.add(
        "ArgMax", List.of(new Attribute("axis", 1), new Attribute("keepdims", 0)), scores);
  }

  /** A probability of 0 divided by a threshold of 0 is the least of all. */
  private String scores(Graph graph, String p) {
    String yes = graph.cast(p, ElementType.DOUBLE);
    String all =
        oneOutput() ? graph.concat(List.of(graph.add("Sub", graph.constant(1.0), yes), yes)) : yes;
    String scores = graph.add("Div", all, thresholds(graph));
    String least = graph.constant(Double.NEGATIVE_INFINITY);
    return graph.add("Where", graph.add("IsNaN", scores), least, scores);
  }

  private String thresholds(Graph graph) {
    double[] thresholds = model.thresholds().stream().mapToDouble(Double::doubleValue).toArray();
    return graph.constant(Tensor.of(thresholds, thresholds.length));
  }

  /** The name of a class; empty for a class without. */
  private String name(Graph graph, String index) {
    long[] classes = LongStream.range(0, model.labels().size()).toArray();
    return graph.addMl(
        "LabelEncoder",
        List.of(
            new Attribute("keys_int64s", classes),
            new Attribute("values_strings", model.labels()),
            new Attribute("default_string", "")),
        index);
  }

  /** 1 for each label whose probability is above its threshold, else 0. */
  private String applying(Graph graph, String p) {
    String least = model.thresholds().isEmpty() ? graph.constant(0.5) : thresholds(graph);
    String above = graph.add("Greater", graph.cast(p, ElementType.DOUBLE), least);
    return graph.cast(above, ElementType.INT64);
  }
}
