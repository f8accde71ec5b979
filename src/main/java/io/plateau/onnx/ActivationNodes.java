package io.plateau.onnx;

import io.plateau.nn.activation.Activation;

/** Activations as operators. */
final class ActivationNodes {
  private ActivationNodes() {}

  /**
   * The activation of a value.
   *
   * @throws IllegalArgumentException for one that has no translation
   */
  static String of(Graph graph, Activation activation, String z) {
    return switch (activation.name()) {
      case "identity" -> z;
      case "sigmoid" -> graph.add("Sigmoid", z);
      case "tanh" -> graph.add("Tanh", z);
      case "relu" -> graph.add("Relu", z);
      case "leakyRelu" -> graph.add("LeakyRelu", alpha(activation, "slope"), z);
      case "elu" -> graph.add("Elu", alpha(activation, "alpha"), z);
      case "selu" -> graph.add("Selu", z);
      case "gelu" -> gelu(graph, z);
      case "silu" -> graph.add("Mul", z, graph.add("Sigmoid", z));
      case "mish" -> graph.add("Mul", z, graph.add("Tanh", graph.add("Softplus", z)));
      case "softplus" -> graph.add("Softplus", z);
      default ->
          throw new IllegalArgumentException(
              "activation %s has no translation to ONNX".formatted(activation.name()));
    };
  }

  private static Attribute alpha(Activation activation, String setting) {
    return new Attribute("alpha", activation.settings().get(setting).floatValue());
  }

  /** {@code z Φ(z) = ½ z (1 + erf(z / √2))}. */
  private static String gelu(Graph graph, String z) {
    String scaled = graph.add("Mul", z, graph.constant((float) Math.sqrt(0.5)));
    String both = graph.add("Add", graph.add("Erf", scaled), graph.constant(1f));
    return graph.add("Mul", graph.add("Mul", z, graph.constant(0.5f)), both);
  }
}
