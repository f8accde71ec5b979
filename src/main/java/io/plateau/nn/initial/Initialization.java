package io.plateau.nn.initial;

import java.io.Serializable;

/**
 * How the parameters of a network begin.
 *
 * @param zeroOutputs whether the weights of the last layer are 0, so that all predictions are the
 *     same at first
 */
public record Initialization(Initializer weights, BiasInitializer biases, boolean zeroOutputs)
    implements Serializable {
  /** Weights of an initializer, and biases of 0. */
  public static Initialization of(Initializer weights) {
    return new Initialization(weights, BiasInitializer.ZERO, false);
  }

  /** Whether parameters follow from a sample of the examples. */
  public boolean needsSample() {
    return weights == Initializer.UNIT_VARIANCE || biases == BiasInitializer.DATA;
  }

  /** The same with the suited weights where they are {@link Initializer#AUTO}. */
  public Initialization or(Initializer suited) {
    return new Initialization(weights.or(suited), biases, zeroOutputs);
  }

  /** The same without weights of 0. */
  public Initialization ofHidden() {
    return new Initialization(weights, biases, false);
  }
}
