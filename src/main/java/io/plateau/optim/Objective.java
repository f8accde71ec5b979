package io.plateau.optim;

/** A differentiable function of a flat parameter vector. */
@FunctionalInterface
public interface Objective {
  /** The value at {@code theta}; <em>overwrites</em> {@code gradient} with the gradient there. */
  double value(float[] theta, float[] gradient);
}
