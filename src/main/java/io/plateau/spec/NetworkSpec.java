package io.plateau.spec;

import io.plateau.math.Word;
import io.plateau.nn.Parametrization;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.LabelType;
import io.plateau.optim.Schedules;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Layers of a network; its inputs and outputs follow from the data.
 *
 * @param columns form of the columns of a table
 * @param clampOutput whether predictions of numbers are limited to the range of the training labels
 */
public record NetworkSpec(
    HiddenSpec hidden,
    MemberSpec members,
    Dropouts dropout,
    InitialSpec initial,
    ColumnSpec columns,
    boolean clampOutput)
    implements Serializable {
  /**
   * Hidden layers.
   *
   * @param widths of the layers
   * @param block {@code plain}, or {@code residual} for blocks that add to their inputs
   * @param activation of their outputs
   * @param parametric whether each neuron learns how much of the activation it takes
   * @param parametrization name of a {@link Parametrization}
   * @param scaleInputs whether the network first multiplies each input by a factor that it learns
   */
  public record HiddenSpec(
      List<Integer> widths,
      String block,
      Named activation,
      boolean parametric,
      String parametrization,
      boolean scaleInputs)
      implements Serializable {
    public HiddenSpec {
      widths = List.copyOf(widths);
    }

    boolean isResidual() {
      return block.equals(RESIDUAL);
    }
  }

  /**
   * Fractions dropped in each step.
   *
   * @param hidden of hidden units
   * @param inputs of inputs
   * @param schedule name of the schedule of both
   */
  public record Dropouts(double hidden, double inputs, String schedule) implements Serializable {}

  private static final String PLAIN = "plain";
  private static final String RESIDUAL = "residual";

  public static final Setting<String> BLOCK =
      Setting.of(
          new Setting.Name("network.block", "networkBlock"),
          Domain.oneOf(List.of(PLAIN, RESIDUAL)),
          PLAIN,
          "what each hidden layer is: plain is a dense layer with an activation; residual is a"
              + " block of two dense layers behind a normalization, which adds to its inputs, for"
              + " deep networks of one width");

  public static final Setting<List<Integer>> HIDDEN =
      new Setting<>(
          new Setting.Name("network.hidden", "hiddenLayers"),
          Domain.widths(),
          new Setting.Derived<>(
              "[256, 256, 256]; [160, 160, 160] for two classes with fewer than 30,000 rows;"
                  + " [128, 128, 128] of members that share no weights with fewer than 5,000"
                  + " rows, or 30,000 in a regression; with recipe plain [128, 64], or [128, 128]"
                  + " of residual blocks",
              NetworkSpec::hiddenByDefault),
          "widths of the hidden layers; [] makes a linear model");

  public static final Family ACTIVATION =
      new Family(
          new Setting<>(
              new Setting.Name("network.activation.name", "activation"),
              Domain.oneOf(Activations.names()),
              Recipe.by("selu", "mish", "relu"),
              "activation function of the hidden layers"),
          name -> Family.defaults(Activations.hyperparameters(name)),
          Family.own(Activations.names(), Activations::hyperparameters));

  public static final Setting<Boolean> PARAMETRIC =
      new Setting<>(
          new Setting.Name("network.parametricActivation", "parametricActivation"),
          Domain.bool(),
          Recipe.by(true, false),
          "whether each hidden neuron learns how much of the activation it takes, the rest being"
              + " linear");

  public static final Setting<String> PARAMETRIZATION =
      new Setting<>(
          new Setting.Name("network.parametrization", "parametrization"),
          Domain.oneOf(Word.all(Parametrization.class)),
          Recipe.by("ntk", "standard"),
          "factor of the products of weights and inputs: ntk divides them by the root of the number"
              + " of inputs, standard leaves them as they are");

  public static final Setting<Boolean> SCALE_INPUTS =
      new Setting<>(
          new Setting.Name("network.scaleInputs", "scaleInputs"),
          Domain.bool(),
          Recipe.by(true, false),
          "whether the network first multiplies each input by a factor that it learns");

  public static final Setting<Double> DROPOUT =
      new Setting<>(
          new Setting.Name("network.dropout", "dropout"),
          Domain.fraction(),
          Recipe.dropout(0.15, 0.0),
          "fraction of hidden units dropped in each step");

  public static final Setting<Double> INPUT_DROPOUT =
      Setting.of(
          new Setting.Name("network.inputDropout", "inputDropout"),
          Domain.fraction(),
          0.0,
          "fraction of inputs dropped in each step");

  public static final Setting<String> DROPOUT_SCHEDULE =
      new Setting<>(
          new Setting.Name("network.dropoutSchedule", "dropoutSchedule"),
          Domain.oneOf(Schedules.names()),
          Recipe.by("flatCosine", "constant"),
          "how both fractions change over the epochs");

  public static final Setting<Boolean> CLAMP_OUTPUT =
      new Setting<>(
          new Setting.Name("network.clampOutput", "clampOutput"),
          Domain.bool(),
          new Setting.Derived<>(
              "true in a regression with recipe tabular, except with loss poisson; else false",
              NetworkSpec::clampsByDefault),
          "whether a regression limits predictions to the range of the training labels, once it is"
              + " trained");

  static final List<Setting<?>> SETTINGS =
      Stream.of(
              Stream.of(HIDDEN, BLOCK),
              ACTIVATION.all(),
              Stream.of(PARAMETRIC, PARAMETRIZATION, SCALE_INPUTS),
              MemberSpec.SETTINGS.stream(),
              Stream.of(DROPOUT, INPUT_DROPOUT, DROPOUT_SCHEDULE),
              InitialSpec.SETTINGS.stream(),
              Stream.of(CLAMP_OUTPUT),
              ColumnSpec.SETTINGS.stream())
          .<Setting<?>>flatMap(settings -> settings)
          .toList();

  private static List<Integer> hiddenByDefault(Values values) {
    if (!Recipe.isTabular(values)) {
      return List.of(128, isResidual(values) ? 128 : 64);
    }
    DataFacts facts = values.facts();
    boolean narrow = facts.areSoonTrained() && MemberSpec.of(values).areSeparate();
    return Collections.nCopies(3, narrow ? 128 : facts.tellsLittle() ? 160 : 256);
  }

  private static boolean clampsByDefault(Values values) {
    return Recipe.isTabular(values)
        && !values.facts().classes()
        && LossSpec.takesRealLabels(values.get(LossSpec.FAMILY.name()));
  }

  /** Whether predictions of labels of that type are limited to the range of the labels. */
  public boolean clamps(LabelType labels) {
    return clampOutput && (labels == LabelType.NUMBER || labels == LabelType.NUMBERS);
  }

  static boolean isResidual(Values values) {
    return values.get(BLOCK).equals(RESIDUAL);
  }

  static NetworkSpec of(Values values) {
    return new NetworkSpec(
        new HiddenSpec(
            values.get(HIDDEN),
            values.get(BLOCK),
            ACTIVATION.of(values),
            values.get(PARAMETRIC),
            values.get(PARAMETRIZATION),
            values.get(SCALE_INPUTS)),
        MemberSpec.of(values),
        new Dropouts(values.get(DROPOUT), values.get(INPUT_DROPOUT), values.get(DROPOUT_SCHEDULE)),
        InitialSpec.of(values),
        ColumnSpec.of(values),
        values.get(CLAMP_OUTPUT));
  }
}
