package io.plateau.spec;

import java.util.Locale;

/** What becomes of the probabilities of a trained network. */
public enum Calibration {
  /** They stay as training made them. */
  NONE,
  /** Logits are divided by a number that minimizes the log loss of the validation rows. */
  TEMPERATURE;

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
