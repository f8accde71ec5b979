package io.plateau.nn;

/**
 * Range of parameters with one role, with factors for the optimizer.
 *
 * @param from index of the first parameter
 * @param to index after the last one
 * @param rateFactor multiplies the learning rate
 * @param decayFactor multiplies penalties and weight decay; 0 for none
 */
public record ParameterGroup(Role role, int from, int to, double rateFactor, double decayFactor) {
  /** Roles of parameters. */
  public enum Role {
    /** Factors of inputs, and the vectors of embeddings. */
    WEIGHT,
    /** Terms added to each output. */
    BIAS
  }

  /** Weights, with the penalties and weight decay of the training. */
  public static ParameterGroup weights(int from, int to) {
    return new ParameterGroup(Role.WEIGHT, from, to, 1, 1);
  }

  /** Biases, which are not penalized. */
  public static ParameterGroup biases(int from, int to) {
    return new ParameterGroup(Role.BIAS, from, to, 1, 0);
  }

  /** Number of parameters. */
  public int size() {
    return to - from;
  }

  /** The same parameters where their layer begins at another index. */
  ParameterGroup shifted(int by) {
    return new ParameterGroup(role, from + by, to + by, rateFactor, decayFactor);
  }
}
