package io.plateau.nn;

/**
 * Range of parameters with one role. The optimizer has a factor of the learning rate for each role.
 *
 * @param from index of the first parameter
 * @param to index after the last one
 */
public record ParameterGroup(Role role, int from, int to) {
  /** Roles of parameters. */
  public enum Role {
    /** Factors of inputs. */
    WEIGHT,
    /** Terms added to each output; without penalties. */
    BIAS,
    /** A factor of each number that goes through. */
    SCALE,
    /** A factor of each normalized number; without penalties. */
    GAIN,
    /** How much of an activation each neuron takes. */
    ACTIVATION,
    /** What makes several features of one number. */
    NUMBER_EMBEDDING,
    /** Vectors of categories, and of bins of numbers. */
    CATEGORY_EMBEDDING,
    /** Factors that tell members apart; without penalties, which would make members alike. */
    MEMBER;

    /** Whether penalties and weight decay shrink the parameters. */
    public boolean isPenalized() {
      return this != BIAS && this != GAIN && this != MEMBER;
    }
  }

  /** Number of parameters. */
  public int size() {
    return to - from;
  }

  /** The same parameters where their layer begins at another index. */
  ParameterGroup shifted(int by) {
    return new ParameterGroup(role, from + by, to + by);
  }
}
