package io.plateau.nn;

import io.plateau.nn.choice.Word;
import java.util.List;

/** Factor of a product of weights and inputs in a {@link Dense} layer. */
public enum Parametrization implements Word {
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

  @Override
  public String text() {
    return text;
  }

  /** The parametrization of a name in job files, or an IllegalArgumentException. */
  public static Parametrization named(String name) {
    return Word.named(Parametrization.class, "parametrization", name);
  }

  /** All names. */
  public static List<String> names() {
    return Word.all(Parametrization.class);
  }

  /** The factor of a layer's products. */
  public float factor(int inputs) {
    return this == NTK ? (float) (1 / Math.sqrt(inputs)) : 1;
  }
}
