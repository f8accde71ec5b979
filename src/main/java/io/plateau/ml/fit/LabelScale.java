package io.plateau.ml.fit;

import io.plateau.nn.Dense;
import io.plateau.nn.Network;
import java.io.Serializable;
import java.util.List;

/**
 * Mean and standard deviation of each output's labels. Training sees {@code (label − mean) /
 * deviation}; afterwards the last layer takes the scale in, so that the model speaks in units of
 * the label and nothing but weights is left to save.
 */
record LabelScale(double[] mean, double[] deviation) implements Serializable {
  static LabelScale of(Measures measures) {
    int outputs = measures.labels.length;
    double[] mean = new double[outputs];
    double[] deviation = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      mean[i] = measures.mean(i);
      deviation[i] = measures.deviation(i);
    }
    return new LabelScale(mean, deviation);
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
