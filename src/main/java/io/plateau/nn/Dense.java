package io.plateau.nn;

import java.io.Serializable;

/**
 * A fully connected layer: {@code A = f(W X + b)}. In the flat parameters it takes {@code W
 * (out×in)}, column-major, then {@code b (out)}.
 */
public record Dense(int inputs, int outputs, Activation activation) implements Serializable {
  /** Numbers this layer has in the flat parameters. */
  public int parameters() {
    return outputs * inputs + outputs;
  }
}
