package io.plateau.optim;

/** A differentiable function in double precision, as Breeze sees it. */
@FunctionalInterface
interface SmoothFunction {
  /** The value at {@code x}; <em>overwrites</em> {@code gradient} with the gradient there. */
  double value(double[] x, double[] gradient);
}
