package io.plateau.ml;

import io.plateau.engine.DataException;
import io.plateau.nn.Dense;
import io.plateau.nn.Loss;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * An architecture with its weights: all that a model is, and all that travels to executors.
 *
 * @param loss it was trained with; tells how outputs become predictions
 * @param target what its labels were
 * @param weights flat, as long as {@link Network#parameters}; nobody overwrites them; null until
 *     {@link #with} gives them
 */
record TrainedNetwork(Network network, Loss loss, Columns.Target target, float[] weights)
    implements Serializable {
  TrainedNetwork {
    if (weights != null && weights.length != network.parameters()) {
      throw new IllegalArgumentException(
          describe(network) + " has " + network.parameters() + " weights, got " + weights.length);
    }
  }

  /** The same network with weights. */
  TrainedNetwork with(float[] values) {
    return new TrainedNetwork(network, loss, target, values);
  }

  int inputs() {
    return network.inputs();
  }

  int outputs() {
    return network.outputs();
  }

  /** The outputs (logits) for one vector. */
  float[] outputs(Vector features) {
    String problem = problem("features", features);
    if (problem != null) {
      throw new DataException(problem);
    }
    float[] z =
        network.outputs(
            weights, Packing.columns(new Vector[] {features}, 1, inputs(), null), new Workspace());
    return java.util.Arrays.copyOf(z, outputs());
  }

  /** What is wrong with a vector to predict from, or null. */
  String problem(String column, Vector features) {
    String invalid = RowCheck.invalid(column, features);
    return invalid != null || features.size() == inputs()
        ? invalid
        : RowCheck.complaint(column, "a vector of width " + inputs(), "width " + features.size());
  }

  /** The weights as spark.ml shows them. */
  Vector vector() {
    return Vectors.dense(Packing.doubles(weights, 0, weights.length));
  }

  /** Widths of all layers, the inputs first. */
  int[] widths() {
    int[] widths = new int[network.layers().size() + 1];
    widths[0] = inputs();
    for (int i = 0; i < network.layers().size(); i++) {
      widths[i + 1] = network.layers().get(i).outputs();
    }
    return widths;
  }

  /** Such as {@code 784 -> 256 relu -> 10 softmax, 203,530 parameters}. */
  @Override
  public String toString() {
    String last =
        switch (loss.name()) {
          case "softmaxCrossEntropy" -> " softmax";
          case "sigmoidCrossEntropy" -> " sigmoid";
          case "poisson" -> " exp";
          default -> "";
        };
    return describe(network)
        + last
        + String.format(Locale.ROOT, ", %d parameters", network.parameters());
  }

  private static String describe(Network network) {
    StringBuilder text = new StringBuilder().append(network.inputs());
    for (Dense layer : network.layers()) {
      text.append(" -> ").append(layer.outputs());
      if (!layer.activation().name().equals("identity")) {
        text.append(' ').append(layer.activation().name());
      }
    }
    return text.toString();
  }
}
