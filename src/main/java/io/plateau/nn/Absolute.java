package io.plateau.nn;

/**
 * Absolute error {@code Σ |z − y|}, {@code ∂loss/∂z = sign(z − y)}, 0 where they are equal; torch's
 * L1Loss averages over outputs instead.
 */
record Absolute() implements ElementwiseLoss {
  @Override
  public double value(float z, float y) {
    return Math.abs((double) z - y);
  }

  @Override
  public float derivative(float z, float y) {
    return Math.signum(z - y);
  }
}
