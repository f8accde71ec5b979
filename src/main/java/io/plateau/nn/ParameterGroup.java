package io.plateau.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

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

  /** The groups of parts whose parameters follow one another. */
  static <T> List<ParameterGroup> inOrder(
      List<T> parts, Function<T, List<ParameterGroup>> groups, ToIntFunction<T> parameters) {
    List<ParameterGroup> all = new ArrayList<>();
    int at = 0;
    for (T part : parts) {
      for (ParameterGroup group : groups.apply(part)) {
        all.add(group.shifted(at));
      }
      at += parameters.applyAsInt(part);
    }
    return all;
  }

  /** The same parameters where their layer begins at another index. */
  ParameterGroup shifted(int by) {
    return new ParameterGroup(role, from + by, to + by);
  }
}
