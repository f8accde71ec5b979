package io.plateau.nn.loss;

import io.plateau.nn.choice.Hyperparameter;

/**
 * Huber loss {@code Σ h(z − y)} with {@code h(r) = ½ r²} up to |r| = delta and {@code delta (|r| −
 * ½ delta)} beyond, so that outliers pull with a bounded force (Huber 1964); torch's HuberLoss,
 * summed.
 *
 * @param delta above 0, in the unit of the targets
 */
public record Huber(double delta) implements ElementwiseLoss {
  static final Hyperparameter DELTA =
      Hyperparameter.positive(
          "delta",
          "error from which the loss grows linearly, with standardizeLabel in standard deviations"
              + " of the label",
          1);

  public Huber {
    DELTA.require(delta);
  }

  @Override
  public double value(float z, float y) {
    double size = Math.abs((double) z - y);
    return size > delta ? delta * (size - 0.5 * delta) : 0.5 * size * size;
  }

  @Override
  public float derivative(float z, float y) {
    float limit = (float) delta;
    return Math.max(-limit, Math.min(z - y, limit));
  }
}
