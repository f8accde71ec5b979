package io.plateau.nn;

/**
 * Squared error {@code ½ Σ (z − y)²}, {@code ∂loss/∂z = z − y}: half the sum of squares, the
 * convention of scikit-learn's MLPRegressor; torch's MSELoss is twice this and averaged over
 * outputs.
 */
record Squared() implements ElementwiseLoss {
  @Override
  public double value(float z, float y) {
    double difference = (double) z - y;
    return 0.5 * difference * difference;
  }

  @Override
  public float derivative(float z, float y) {
    return z - y;
  }
}
