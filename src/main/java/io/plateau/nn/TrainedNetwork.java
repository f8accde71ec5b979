package io.plateau.nn;

import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Loss;
import java.io.Serializable;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Network with its weights: all that a model needs to predict, and all that executors are sent.
 *
 * @param loss the loss of the training; its link makes predictions of outputs
 * @param target the type of the labels
 * @param weights flat, as long as {@link Network#parameters}; never overwritten
 */
public record TrainedNetwork(Network network, Loss loss, LabelType target, float[] weights)
    implements Serializable {
  public TrainedNetwork {
    if (weights.length != network.parameters()) {
      throw new IllegalArgumentException(
          network.shape() + " has " + network.parameters() + " weights, got " + weights.length);
    }
  }

  public int inputs() {
    return network.inputs();
  }

  public int outputs() {
    return network.outputs();
  }

  /** The inputs, then the outputs of each {@link Block}. */
  public int[] widths() {
    return IntStream.concat(
            IntStream.of(inputs()), network.blocks().stream().mapToInt(Block::outputs))
        .toArray();
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
