package io.plateau.nn;

import io.plateau.math.Word;

/** Factor of a product of weights and inputs in a {@link Dense} layer. */
public enum Parametrization implements Word {
  /** {@code y = W x + b}. */
  STANDARD,
  /**
   * {@code y = W x / √inputs + b}, the neural tangent parametrization (Jacot et al. 2018): weights
   * of variance 1 keep the size of signals, and one learning rate suits layers of any width.
   */
  NTK;

  /** The parametrization of a word, or an IllegalArgumentException. */
  public static Parametrization named(String word) {
    return Word.named(Parametrization.class, "parametrization", word);
  }

  /** The factor of a layer's products. */
  public float factor(int inputs) {
    return this == NTK ? (float) (1 / Math.sqrt(inputs)) : 1;
  }
}
