package io.plateau.spec;

import io.plateau.nn.Activations;
import io.plateau.nn.Column;
import io.plateau.nn.Initializer;
import io.plateau.nn.Network;
import io.plateau.nn.column.Codes;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Layers of a network; its inputs and outputs follow from the data.
 *
 * @param hidden widths of the hidden layers
 * @param activation of the hidden layers
 * @param initializer by name, or auto
 */
public record NetworkSpec(
    List<Integer> hidden,
    Named activation,
    Dropouts dropout,
    String initializer,
    CategorySpec categories)
    implements Serializable {
  /**
   * Fractions dropped in each step.
   *
   * @param hidden of hidden units
   * @param inputs of inputs
   */
  public record Dropouts(double hidden, double inputs) implements Serializable {}

  public static final Setting<List<Integer>> HIDDEN =
      Setting.of(
          new Setting.Name("network.hidden", "hiddenLayers"),
          Domain.widths(),
          List.of(128, 64),
          "widths of the hidden layers; [] makes a linear model",
          spec -> spec.network().hidden());

  public static final Family ACTIVATION =
      new Family(
          Setting.of(
              new Setting.Name("network.activation.name", "activation"),
              Domain.oneOf(Activations.names()),
              "relu",
              "activation function of the hidden layers",
              spec -> spec.network().activation().name()),
          name -> Family.defaults(Activations.hyperparameters(name)),
          spec -> spec.network().activation(),
          Family.own(Activations.names(), Activations::hyperparameters));

  public static final Setting<Double> DROPOUT =
      Setting.of(
          new Setting.Name("network.dropout", "dropout"),
          Domain.fraction(),
          0.0,
          "fraction of hidden units dropped in each step",
          spec -> spec.network().dropout().hidden());

  public static final Setting<Double> INPUT_DROPOUT =
      Setting.of(
          new Setting.Name("network.inputDropout", "inputDropout"),
          Domain.fraction(),
          0.0,
          "fraction of inputs dropped in each step",
          spec -> spec.network().dropout().inputs());

  public static final Setting<String> INITIALIZER =
      Setting.of(
          new Setting.Name("network.initializer", "initializer"),
          Domain.oneOf(Initializer.names()),
          "auto",
          "distribution of the initial weights; auto follows from the activation",
          spec -> spec.network().initializer());

  static final List<Setting<?>> SETTINGS =
      Stream.of(
              Stream.of(HIDDEN),
              ACTIVATION.all(),
              Stream.of(DROPOUT, INPUT_DROPOUT, INITIALIZER),
              CategorySpec.SETTINGS.stream())
          .<Setting<?>>flatMap(settings -> settings)
          .toList();

  public NetworkSpec {
    hidden = List.copyOf(hidden);
  }

  static NetworkSpec of(Values values) {
    return new NetworkSpec(
        values.get(HIDDEN),
        ACTIVATION.of(values),
        new Dropouts(values.get(DROPOUT), values.get(INPUT_DROPOUT)),
        values.get(INITIALIZER),
        CategorySpec.of(values));
  }

  /** The column of a category: a one-hot vector or an embedding, by the number of its values. */
  public Column category(Codes codes) {
    return categories.column(codes);
  }

  /** The network between these columns and outputs of a width. */
  public Network network(List<Column> columns, int outputs) {
    int[] widths = hidden.stream().mapToInt(Integer::intValue).toArray();
    return Network.of(
            columns, widths, outputs, Activations.named(activation.name(), activation.settings()))
        .withDropout(dropout.inputs(), dropout.hidden());
  }
}
