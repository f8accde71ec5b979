package io.plateau.nn.activation;

import io.plateau.nn.choice.Hyperparameter;
import io.plateau.nn.choice.Registry;
import io.plateau.nn.choice.Registry.Row;
import java.util.List;
import java.util.Map;

/** Table of the activations. */
public final class Activations {
  private static final Registry<Activation> TABLE =
      new Registry<>(
          "activation",
          List.of(
              Row.of(new Activation.Identity()),
              Row.of(new Activation.Sigmoid()),
              Row.of(new Activation.Tanh()),
              Row.of(new Activation.Relu()),
              Row.of(Activation.LeakyRelu.SLOPE, Activation.LeakyRelu::new),
              Row.of(Activation.Elu.ALPHA, Activation.Elu::new),
              Row.of(new Selu()),
              Row.of(new SmoothRectifiers.Gelu()),
              Row.of(new SmoothRectifiers.Silu()),
              Row.of(new Mish()),
              Row.of(new SmoothRectifiers.Softplus())));

  private Activations() {}

  /** The activation of this name with its default settings. */
  public static Activation named(String name) {
    return named(name, Map.of());
  }

  /**
   * The activation of a name in job files; {@code none} is another word for {@code identity}.
   *
   * @param settings values of {@link #hyperparameters}; those not given have their defaults
   * @throws IllegalArgumentException where the name or a setting is unknown, or a value is out of
   *     range
   */
  public static Activation named(String name, Map<String, Double> settings) {
    return TABLE.make(name.equals("none") ? "identity" : name, settings);
  }

  /** Name and settings that differ from their defaults, such as {@code leakyRelu(slope=0.2)}. */
  public static String text(Activation activation) {
    return TABLE.text(activation);
  }

  public static List<String> names() {
    return TABLE.names();
  }

  /** The settings of an activation. */
  public static List<Hyperparameter> hyperparameters(String name) {
    return TABLE.row(name).hyperparameters();
  }
}
