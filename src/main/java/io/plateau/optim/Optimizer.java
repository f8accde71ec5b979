package io.plateau.optim;

import java.io.Serializable;
import java.util.List;

/** A chain of rules: each gets what the one before made of the gradient. */
public record Optimizer(List<Rule> rules) implements Serializable {
  /** The memory before the first step. */
  public OptimizerState start(int parameters) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a step: <em>overwrites</em> {@code theta}, {@code gradient} (on entry the mean gradient)
   * and the arrays of {@code state}; returns the state with its step counted.
   */
  public OptimizerState update(float[] theta, float[] gradient, OptimizerState state, double rate) {
    throw new UnsupportedOperationException();
  }

  /** What the regularising rules of the chain add to the loss at {@code theta}. */
  public double penalty(float[] theta) {
    throw new UnsupportedOperationException();
  }
}
