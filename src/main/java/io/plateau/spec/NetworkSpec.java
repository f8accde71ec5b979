package io.plateau.spec;

import io.plateau.nn.Activations;
import io.plateau.nn.Initializer;
import io.plateau.nn.Network;
import java.io.Serializable;
import java.util.List;

/**
 * Hidden layers of a network; the widths of its inputs and outputs follow from the data.
 *
 * @param hidden widths of the hidden layers
 * @param activation of the hidden layers
 * @param dropout fraction of hidden units dropped in each step
 * @param inputDropout fraction of inputs dropped in each step
 * @param initializer by name, or auto
 */
public record NetworkSpec(
    List<Integer> hidden,
    String activation,
    double dropout,
    double inputDropout,
    String initializer)
    implements Serializable {
  public static final Setting<List<Integer>> HIDDEN =
      Setting.of(
          new Setting.Name("network.hidden", "hiddenLayers"),
          Domain.widths(),
          List.of(128, 64),
          "widths of the hidden layers; [] makes a linear model",
          spec -> spec.network().hidden());

  public static final Setting<String> ACTIVATION =
      Setting.of(
          new Setting.Name("network.activation", "activation"),
          Domain.oneOf(Activations.names()),
          "relu",
          "activation function of the hidden layers",
          spec -> spec.network().activation());

  public static final Setting<Double> DROPOUT =
      Setting.of(
          new Setting.Name("network.dropout", "dropout"),
          Domain.fraction(),
          0.0,
          "fraction of hidden units dropped in each step",
          spec -> spec.network().dropout());

  public static final Setting<Double> INPUT_DROPOUT =
      Setting.of(
          new Setting.Name("network.inputDropout", "inputDropout"),
          Domain.fraction(),
          0.0,
          "fraction of inputs dropped in each step",
          spec -> spec.network().inputDropout());

  public static final Setting<String> INITIALIZER =
      Setting.of(
          new Setting.Name("network.initializer", "initializer"),
          Domain.oneOf(Initializer.names()),
          "auto",
          "distribution of the initial weights; auto follows from the activation",
          spec -> spec.network().initializer());

  static final List<Setting<?>> SETTINGS =
      List.of(HIDDEN, ACTIVATION, DROPOUT, INPUT_DROPOUT, INITIALIZER);

  public NetworkSpec {
    hidden = List.copyOf(hidden);
  }

  static NetworkSpec of(Values values) {
    return new NetworkSpec(
        values.get(HIDDEN),
        values.get(ACTIVATION),
        values.get(DROPOUT),
        values.get(INPUT_DROPOUT),
        values.get(INITIALIZER));
  }

  /** The network between inputs and outputs of these widths. */
  public Network network(int inputs, int outputs) {
    int[] widths = hidden.stream().mapToInt(Integer::intValue).toArray();
    return Network.of(inputs, widths, outputs, Activations.named(activation))
        .withDropout(inputDropout, dropout);
  }
}
