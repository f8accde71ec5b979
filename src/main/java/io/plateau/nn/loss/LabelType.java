package io.plateau.nn.loss;

/** The type of the labels a network is trained on. */
public enum LabelType {
  /** A class index from 0, one number an example. */
  CLASS,
  /** A 0 or 1 (or a probability) for each of several labels. */
  LABELS,
  /** A real number. */
  NUMBER,
  /** Several real numbers. */
  NUMBERS;

  /** The loss of a network that is trained on such labels unless one is chosen. */
  public Loss usualLoss() {
    return Losses.named(
        switch (this) {
          case CLASS -> "softmaxCrossEntropy";
          case LABELS -> "sigmoidCrossEntropy";
          case NUMBER, NUMBERS -> "squared";
        });
  }

  /** Whether a loss takes such labels. */
  public boolean fits(Loss loss) {
    return switch (this) {
      case CLASS -> loss.target().isCategorical();
      case LABELS -> loss.target() == Target.PROBABILITY;
      case NUMBER, NUMBERS -> !loss.target().isCategorical();
    };
  }

  /** Whether an example has several labels. */
  public boolean isVector() {
    return this == LABELS || this == NUMBERS;
  }
}
