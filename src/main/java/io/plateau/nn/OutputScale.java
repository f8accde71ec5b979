package io.plateau.nn;

/** Change of the unit of a network's outputs, as a change of the last layer's parameters. */
@FunctionalInterface
public interface OutputScale {
  /** The new value of a parameter that acts on one output alone. */
  float rescaled(float parameter, ParameterGroup.Role role, int output);
}
