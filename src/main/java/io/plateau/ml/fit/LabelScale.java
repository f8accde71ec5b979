package io.plateau.ml.fit;

import io.plateau.math.Moments;
import io.plateau.nn.Network;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.loss.LabelUnit;
import java.io.Serializable;

/**
 * Mean and standard deviation of each output's labels over the training rows, of which each of
 * positive weight counts once. Training sees {@code (label − mean) / deviation}; afterwards the
 * last layer takes the scale in, so that the model speaks in units of the label and nothing but
 * weights is left to save.
 */
public record LabelScale(double[] mean, double[] deviation) implements Serializable {
  /** The scale of labels of these moments; labels that do not vary keep their unit. */
  public static LabelScale of(Moments moments) {
    double[] deviation = moments.deviation().clone();
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] = deviation[i] > 0 ? deviation[i] : 1;
    }
    return new LabelScale(moments.mean().clone(), deviation);
  }

  /** A label as training sees it. */
  public double scaled(double label, int output) {
    return (label - mean[output]) / deviation[output];
  }

  /** The unit of the labels. */
  public LabelUnit unit() {
    return new LabelUnit(mean, deviation);
  }

  /** A label in its own unit. */
  public double unscaled(double label, int output) {
    return unit().of(label, output);
  }

  /** A difference of two labels in their own unit. */
  public double unscaledDifference(double difference, int output) {
    return difference * deviation[output];
  }

  /**
   * Weights that give labels in their own unit: {@code W ← deviation·W, b ← deviation·b + mean}.
   */
  public float[] into(Network network, float[] weights) {
    return network.rescaled(
        weights,
        (value, role, output) -> (float) (value * deviation[output] + shift(role, output)));
  }

  /** The inverse of {@link #into}: weights that give labels of mean 0 and variance 1. */
  float[] outOf(Network network, float[] weights) {
    return network.rescaled(
        weights,
        (value, role, output) -> (float) ((value - shift(role, output)) / deviation[output]));
  }

  private double shift(ParameterGroup.Role role, int output) {
    return role == ParameterGroup.Role.BIAS ? mean[output] : 0;
  }
}
