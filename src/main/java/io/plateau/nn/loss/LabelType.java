package io.plateau.nn.loss;

import io.plateau.math.Word;

/** The type of the labels a network is trained on. */
public enum LabelType implements Word {
  /** A class index from 0, one number an example. */
  CLASS("softmaxCrossEntropy"),
  /** A 0 or 1 (or a probability) for each of several labels. */
  LABELS("sigmoidCrossEntropy"),
  /** A real number. */
  NUMBER("squared"),
  /** Several real numbers. */
  NUMBERS("squared");

  private final String usualLoss;

  LabelType(String usualLoss) {
    this.usualLoss = usualLoss;
  }

  /** The loss of a network that is trained on such labels unless one is chosen. */
  public Loss usualLoss() {
    return Losses.named(usualLoss);
  }

  /** Whether a loss takes such labels. */
  public boolean fits(Loss loss) {
    return this == LABELS
        ? loss.target() == Target.PROBABILITY
        : loss.target().isCategorical() == (this == CLASS);
  }

  /** Whether an example has several labels. */
  public boolean isVector() {
    return this == LABELS || this == NUMBERS;
  }
}
