package io.plateau.nn;

import java.util.List;

/** The table of all of them. */
public final class Activations {
  private static final List<Activation> ALL =
      List.of(
          new Identity(),
          new Sigmoid(),
          new Tanh(),
          new Relu(),
          new LeakyRelu(),
          new Elu(),
          new Gelu(),
          new Silu(),
          new Softplus());

  private Activations() {}

  /**
   * By the name in job files; {@code none} is another word for {@code identity}.
   *
   * @throws IllegalArgumentException where there is none of this name
   */
  public static Activation named(String name) {
    String wanted = name.equals("none") ? "identity" : name;
    return ALL.stream()
        .filter(activation -> activation.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "activation must be one of %s, got \"%s\""
                        .formatted(String.join(", ", names()), name)));
  }

  /** All names. */
  public static List<String> names() {
    return ALL.stream().map(Activation::name).toList();
  }
}
