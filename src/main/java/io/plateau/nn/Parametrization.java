package io.plateau.nn;

import java.util.Arrays;
import java.util.List;

/** Factor of a product of weights and inputs in a {@link Dense} layer. */
public enum Parametrization {
  /** {@code y = W x + b}. */
  STANDARD("standard"),
  /**
   * {@code y = W x / √inputs + b}, the neural tangent parametrization (Jacot et al. 2018): weights
   * of variance 1 keep the size of signals, and one learning rate suits layers of any width.
   */
  NTK("ntk");

  private final String text;

  Parametrization(String text) {
    this.text = text;
  }

  /** The name in job files. */
  public String text() {
    return text;
  }

  /** The parametrization of a name in job files, or an IllegalArgumentException. */
  public static Parametrization named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "parametrization must be one of %s, got \"%s\""
                        .formatted(String.join(", ", names()), name)));
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Parametrization::text).toList();
  }

  /** The factor of a layer's products. */
  float factor(int inputs) {
    return this == NTK ? (float) (1 / Math.sqrt(inputs)) : 1;
  }
}
