package io.plateau.onnx;

import io.plateau.nn.Activate;
import io.plateau.nn.Clamp;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Dropout;
import io.plateau.nn.Ensemble;
import io.plateau.nn.Layer;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.MemberDense;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.MemberScale;
import io.plateau.nn.Members;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Residual;
import io.plateau.nn.Scale;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Unsmooth;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers of a network as operators. A row is an example, so that a matrix is the transpose of what
 * it is in {@code io.plateau.nn}, whose arrays are by columns: the numbers are in the same order.
 * Between {@link Members} and {@link MemberHeads} values have a matrix for each member, {@code
 * members×N×width}.
 */
final class LayerNodes {
  private final Graph graph;
  private final float[] theta;
  private boolean ofMembers;

  private LayerNodes(Graph graph, float[] theta) {
    this.graph = graph;
    this.theta = theta;
  }

  /** The outputs (logits) of a network for rows, without dropout. */
  static String logits(Graph graph, TrainedNetwork trained, String rows) {
    return new LayerNodes(graph, trained.weights()).chain(trained.network().layers(), 0, rows);
  }

  private String chain(List<Layer> layers, int at, String x) {
    String y = x;
    int from = at;
    for (Layer layer : layers) {
      y = outputs(layer, from, y);
      from += layer.parameters();
    }
    return y;
  }

  private String outputs(Layer layer, int at, String x) {
    if (layer instanceof Columns columns) {
      return new ColumnNodes(graph, theta).expanded(columns, at, x);
    } else if (layer instanceof Dense dense) {
      return dense(dense, at, x);
    } else if (layer instanceof Activate activate) {
      return ActivationNodes.of(graph, activate.activation(), x);
    } else if (layer instanceof ParametricActivation parametric) {
      String change = graph.add("Sub", ActivationNodes.of(graph, parametric.activation(), x), x);
      return graph.add("Add", x, graph.add("Mul", weights(at, parametric.width()), change));
    } else if (layer instanceof Scale scale) {
      return graph.add("Mul", weights(at, scale.width()), x);
    } else if (layer instanceof LayerNorm norm) {
      return norm(norm, at, x);
    } else if (layer instanceof Residual added) {
      return graph.add("Add", x, chain(added.layers(), at, x));
    } else if (layer instanceof Members members) {
      ofMembers = true;
      return graph.add("Mul", weights(at, members.members(), 1, members.inputs()), x);
    } else if (layer instanceof MemberScale scale) {
      return graph.add("Mul", weights(at, scale.members(), 1, scale.width()), x);
    } else if (layer instanceof MemberDense dense) {
      return dense(dense, at, x);
    } else if (layer instanceof MemberHeads heads) {
      ofMembers = false;
      return heads(heads, at, x);
    } else if (layer instanceof Ensemble apart) {
      return ensemble(apart, at, x);
    } else if (layer instanceof Clamp clamp) {
      return graph.add("Min", graph.add("Max", x, floats(clamp.lowest())), floats(clamp.highest()));
    } else if (layer instanceof Unsmooth last) {
      return unsmoothed(last, x);
    } else if (layer instanceof Dropout) {
      return x;
    }
    throw new IllegalArgumentException("layer " + layer + " has no translation to ONNX");
  }

  private String unsmoothed(Unsmooth layer, String x) {
    String q = graph.add("Softmax", new Attribute("axis", 1), x);
    String above = graph.add("Sub", q, graph.constant((float) layer.share()));
    String argument = graph.add("Mul", above, graph.constant((float) layer.slope()));
    // As a float, softplus is the identity from 30 on, where a runtime may overflow
    String low = graph.add("Min", argument, graph.constant(30f));
    return graph.add("Log", graph.add("Max", argument, graph.add("Softplus", low)));
  }

  private String weights(int from, long... dimensions) {
    return graph.constant(Tensor.of(theta, from, dimensions));
  }

  private String floats(List<Float> values) {
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i);
    }
    return graph.list(numbers);
  }

  private String dense(Dense layer, int at, String x) {
    String w = weights(at, layer.inputs(), layer.outputs());
    String b = weights(at + layer.inputs() * layer.outputs(), layer.outputs());
    float factor = layer.parametrization().factor(layer.inputs());
    if (ofMembers) {
      return graph.add("Add", product(x, w, layer.parametrization(), layer.inputs()), b);
    }
    // Y (N×out) = c X (N×in) · Wᵀ (in×out) + b
    return graph.add("Gemm", new Attribute("alpha", factor), x, w, b);
  }

  /** {@code c X W}, for each member. */
  private String product(String x, String w, Parametrization parametrization, int inputs) {
    String product = graph.add("MatMul", x, w);
    float factor = parametrization.factor(inputs);
    return factor == 1 ? product : graph.add("Mul", product, graph.constant(factor));
  }

  private String dense(MemberDense layer, int at, String x) {
    int members = layer.members();
    int outputs = layer.outputs();
    int factors = at + layer.inputs() * outputs;
    String w = weights(at, layer.inputs(), outputs);
    // U (k×N×out) = c X (k×N×in) · Wᵀ (in×out)
    String u = product(x, w, layer.parametrization(), layer.inputs());
    String scaled = graph.add("Mul", weights(factors, members, 1, outputs), u);
    return graph.add("Add", scaled, weights(factors + members * outputs, members, 1, outputs));
  }

  private String heads(MemberHeads layer, int at, String x) {
    int members = layer.members();
    int outputs = layer.outputs();
    String w = weights(at, members, layer.inputs(), outputs);
    // Y (k×N×out) = c X (k×N×in) · Wᵀ (k×in×out) + b (k×1×out)
    String product = product(x, w, layer.parametrization(), layer.inputs());
    String b = weights(at + members * outputs * layer.inputs(), members, 1, outputs);
    return LinkNodes.meanLogits(graph, layer.link(), graph.add("Add", product, b));
  }

  private String ensemble(Ensemble layer, int at, String x) {
    List<String> each = new ArrayList<>();
    for (int m = 0; m < layer.members(); m++) {
      String own = chain(layer.layers(), at + layer.from(m), x);
      each.add(graph.add("Unsqueeze", own, graph.list(0)));
    }
    // Y (k×N×out)
    String all = graph.add("Concat", new Attribute("axis", 0), each.toArray(String[]::new));
    return LinkNodes.meanLogits(graph, layer.link(), all);
  }

  /** As doubles, like the layer itself: the difference of two floats may have few digits left. */
  private String norm(LayerNorm layer, int at, String x) {
    String z = graph.cast(x, ElementType.DOUBLE);
    List<Attribute> last = List.of(new Attribute("axes", new long[] {-1}));
    String centered = graph.add("Sub", z, graph.add("ReduceMean", last, z));
    String variance = graph.add("ReduceMean", last, graph.add("Mul", centered, centered));
    String deviation = graph.add("Sqrt", graph.plus(variance, LayerNorm.EPSILON));
    String normalized = graph.cast(graph.add("Div", centered, deviation), ElementType.FLOAT);
    String scaled = graph.add("Mul", weights(at, layer.width()), normalized);
    return graph.add("Add", scaled, weights(at + layer.width(), layer.width()));
  }
}
