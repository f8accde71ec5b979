package io.plateau.nn;

import java.io.Serializable;
import java.util.Locale;

/**
 * An architecture with its weights: all that a model is, and all that travels to executors.
 *
 * @param loss it was trained with; tells how outputs become predictions
 * @param target what its labels were
 * @param weights flat, as long as {@link Network#parameters}; nobody overwrites them; null until
 *     {@link #with} gives them
 */
public record TrainedNetwork(Network network, Loss loss, LabelType target, float[] weights)
    implements Serializable {
  public TrainedNetwork {
    if (weights != null && weights.length != network.parameters()) {
      throw new IllegalArgumentException(
          network.shape() + " has " + network.parameters() + " weights, got " + weights.length);
    }
  }

  /** The same network with weights. */
  public TrainedNetwork with(float[] values) {
    return new TrainedNetwork(network, loss, target, values);
  }

  public int inputs() {
    return network.inputs();
  }

  public int outputs() {
    return network.outputs();
  }

  /** Widths of all layers, the inputs first. */
  public int[] widths() {
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
    String last = loss.link() == Link.IDENTITY ? "" : " " + loss.link();
    return network.shape()
        + last
        + String.format(Locale.ROOT, ", %d parameters", network.parameters());
  }
}
