package io.plateau.nn;

import java.io.Serializable;

/**
 * A fully connected layer: {@code A = f(W X + b)}. In the flat parameters it takes {@code W
 * (out×in)}, column-major, then {@code b (out)}.
 *
 * @param inputs numbers an example has on the way in, at least 1
 * @param outputs numbers it has on the way out, at least 1
 * @param activation f
 */
public record Dense(int inputs, int outputs, Activation activation) implements Serializable {
  public Dense {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a layer must have at least 1 input and 1 output, got %d -> %d"
              .formatted(inputs, outputs));
    }
    java.util.Objects.requireNonNull(activation, "activation");
    if ((long) outputs * inputs + outputs > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a layer %d -> %d has %d parameters, more than the %d an array can hold"
              .formatted(inputs, outputs, (long) outputs * inputs + outputs, Integer.MAX_VALUE));
    }
  }

  /** Numbers of W in the flat parameters; the biases come after them. */
  public int weights() {
    return outputs * inputs;
  }

  /** Numbers this layer has in the flat parameters. */
  public int parameters() {
    return outputs * inputs + outputs;
  }
}
