package io.plateau.nn;

import java.util.List;

/**
 * {@code loss = ½ Σ (z − y)²}, {@code ∂loss/∂z = z − y}: half the sum of squares, the convention of
 * scikit-learn's MLPRegressor; torch's MSELoss is twice this and averaged over outputs.
 */
record Squared() implements ElementwiseLoss {
  @Override
  public String name() {
    return "squared";
  }

  @Override
  public double value(float z, float y) {
    double difference = (double) z - y;
    return 0.5 * difference * difference;
  }

  @Override
  public float slope(float z, float y) {
    return z - y;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new RootMeanSquaredError(Link.IDENTITY), new MeanAbsoluteError(Link.IDENTITY));
  }

  @Override
  public void predict(float[] z, int k, int n) {
    // The outputs are the predictions.
  }
}
