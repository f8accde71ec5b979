package io.plateau.ml.fit;

import io.plateau.math.Moments;
import io.plateau.nn.Dense;
import io.plateau.nn.Network;
import java.io.Serializable;
import java.util.List;

/**
 * Mean and standard deviation of each output's labels over the training rows, whatever they weigh.
 * Training sees {@code (label − mean) / deviation}; afterwards the last layer takes the scale in,
 * so that the model speaks in units of the label and nothing but weights is left to save.
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

  /**
   * Weights that give labels in their own unit: {@code W ← deviation·W, b ← deviation·b + mean}.
   */
  float[] into(Network network, float[] weights) {
    return last(network, weights, true);
  }

  /** The inverse of {@link #into}: weights that give labels of mean 0 and variance 1. */
  float[] outOf(Network network, float[] weights) {
    return last(network, weights, false);
  }

  private float[] last(Network network, float[] weights, boolean into) {
    List<Dense> layers = network.layers();
    Dense layer = layers.get(layers.size() - 1);
    float[] scaled = weights.clone();
    int at = weights.length - layer.parameters();
    int biases = weights.length - layer.outputs();
    for (int i = at; i < weights.length; i++) {
      int output = (i - at) % layer.outputs();
      double shift = i < biases ? 0 : mean[output];
      scaled[i] =
          (float)
              (into
                  ? scaled[i] * deviation[output] + shift
                  : (scaled[i] - shift) / deviation[output]);
    }
    return scaled;
  }
}
