package io.plateau.spec;

import io.plateau.math.Word;
import io.plateau.nn.initial.BiasInitializer;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import java.io.Serializable;
import java.util.List;

/**
 * Parameters that a training begins with.
 *
 * @param weights name of an {@link Initializer}
 * @param biases name of a {@link BiasInitializer}
 * @param zeroOutput whether the weights of the last layer begin at 0
 */
public record InitialSpec(String weights, String biases, boolean zeroOutput)
    implements Serializable {
  public static final Setting<String> WEIGHTS =
      new Setting<>(
          new Setting.Name("network.initializer", "initializer"),
          Domain.oneOf(Word.all(Initializer.class)),
          Recipe.by("unitVariance", "auto"),
          "distribution of the initial weights; auto follows from the activation; unitVariance"
              + " follows from a sample of the rows");

  public static final Setting<String> BIASES =
      new Setting<>(
          new Setting.Name("network.biasInitializer", "biasInitializer"),
          Domain.oneOf(Word.all(BiasInitializer.class)),
          Recipe.by("data", "zero"),
          "initial biases; data places the kink of each neuron within a sample of the rows");

  public static final Setting<Boolean> ZERO_OUTPUT =
      Setting.of(
          new Setting.Name("network.zeroOutput", "zeroOutput"),
          Domain.bool(),
          false,
          "whether the weights of the last layer begin at 0");

  static final List<Setting<?>> SETTINGS = List.of(WEIGHTS, BIASES, ZERO_OUTPUT);

  static InitialSpec of(Values values) {
    return new InitialSpec(values.get(WEIGHTS), values.get(BIASES), values.get(ZERO_OUTPUT));
  }

  Initialization initialization() {
    return new Initialization(
        Word.named(Initializer.class, "initializer", weights),
        Word.named(BiasInitializer.class, "biasInitializer", biases),
        zeroOutput);
  }
}
