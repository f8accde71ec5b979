package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Layer of a network: a function of examples, {@code Y (outputs×n)} of {@code X (inputs×n)}, whose
 * parameters are a range of the network's flat θ.
 *
 * <p>In a network of k members a column is an example as one member sees it: {@link Members} gives
 * k·n columns for n, member after member, and {@link MemberHeads} n for k·n unless the members are
 * to stay apart, when an {@link Ensemble} gives k·n for n. All other layers give as many columns as
 * they take.
 *
 * <p>A layer holds no state: each method is given θ with the index {@code at} of the layer's first
 * parameter, and a {@link Pass} keeps the values of the forward pass that the backward pass needs.
 */
public sealed interface Layer extends Serializable
    permits Columns, Elementwise, Dense, Residual, Members, MemberDense, MemberHeads, Ensemble {
  /** Change of the unit of a network's outputs, as a change of the last layer's parameters. */
  @FunctionalInterface
  interface OutputScale {
    /** The new value of a parameter that acts on one output alone. */
    float rescaled(float parameter, ParameterGroup.Role role, int output);

    /**
     * <em>Overwrites</em> groups of parameters, each of which has one for each output after the
     * other, again and again.
     *
     * @param at index of the first parameter of the groups' layer
     */
    default void rescale(float[] theta, int at, List<ParameterGroup> groups, int outputs) {
      for (ParameterGroup group : groups) {
        for (int i = group.from(); i < group.to(); i++) {
          theta[at + i] = rescaled(theta[at + i], group.role(), i % outputs);
        }
      }
    }
  }

  /** {@link #operations} of an elementary function and its derivative at one number. */
  long ELEMENT = 50;

  /** Numbers of an example that the layer takes, at least 1. */
  int inputs();

  /** Numbers of an example that the layer gives, at least 1. */
  int outputs();

  /** Length of the layer's range of θ. */
  default int parameters() {
    return 0;
  }

  /**
   * Work of the forward and the backward pass for one example (of one member, of an {@link
   * Ensemble} for all), in the floating-point operations of matrix products that take as long.
   */
  default long operations() {
    return ELEMENT * outputs();
  }

  /** The parameters by role; the groups cover the range from 0 to {@link #parameters} in order. */
  default List<ParameterGroup> groups() {
    return List.of();
  }

  /**
   * How the layer begins in a network that begins so.
   *
   * @param suited for weights of {@code auto}
   */
  default Initialization initialization(Initialization network, Initializer suited) {
    return network.or(suited);
  }

  /**
   * <em>Overwrites</em> the layer's range of θ, which holds zeros, with initial values. Unless a
   * layer says otherwise, its biases stay 0, and its other parameters are factors of what goes
   * through, which begin as 1.
   *
   * @param how its weights and biases begin, by {@link #initialization}
   * @param key of the layer's draws
   * @param sample of the layer's inputs, empty where nothing follows from it
   */
  default void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    for (ParameterGroup group : groups()) {
      if (group.role() != ParameterGroup.Role.BIAS) {
        Arrays.fill(theta, at + group.from(), at + group.to(), 1);
      }
    }
  }

  /**
   * The initializer that suits weights whose products this layer is given; empty where the layer
   * after this one decides. Products that a block is given, without an activation in between, are
   * linear.
   */
  default Optional<Initializer> suitedInitializer() {
    return beginsBlock() ? Optional.of(Initializer.GLOROT_UNIFORM) : Optional.empty();
  }

  /** Whether reports show a {@link Block} that begins with this layer. */
  default boolean beginsBlock() {
    return false;
  }

  /** Whether {@link #backward} reads the outputs, so that no later layer may overwrite them. */
  default boolean keepsOutputs() {
    return false;
  }

  /** The outputs for {@code x}; they may be {@code x} itself, and belong to the pass otherwise. */
  Matrix forward(float[] theta, int at, Matrix x, Pass pass);

  /**
   * <em>Adds into</em> the layer's range of the gradient the derivative of the loss by the
   * parameters, after {@link #forward} with the same pass.
   *
   * @param dy the derivative by the outputs, which may be overwritten
   * @return the derivative by the inputs; anything unless {@link Pass#needsInputDerivative}
   */
  float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient);

  /**
   * <em>Overwrites</em> the layer's range of θ so that its outputs are in another unit.
   *
   * @throws UnsupportedOperationException where the layer's outputs have one unit only
   */
  default void rescaleOutputs(float[] theta, int at, OutputScale scale) {
    throw new UnsupportedOperationException("the outputs of " + this + " cannot be rescaled");
  }
}
