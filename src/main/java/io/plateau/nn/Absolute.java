package io.plateau.nn;

import java.util.List;

/**
 * {@code loss = Σ |z − y|}, {@code ∂loss/∂z = sign(z − y)}, 0 where they are equal; torch's L1Loss
 * averages over outputs instead.
 */
record Absolute() implements ElementwiseLoss {
  @Override
  public String name() {
    return "absolute";
  }

  @Override
  public double value(float z, float y) {
    return Math.abs((double) z - y);
  }

  @Override
  public float slope(float z, float y) {
    return Math.signum(z - y);
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
