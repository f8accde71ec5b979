package io.plateau.nn;

import java.util.List;

/**
 * {@code loss = Σ h(z − y)} with {@code h(r) = ½ r²} up to |r| = 1 and {@code |r| − ½} beyond, so
 * that outliers pull with a bounded force (Huber 1964); torch's HuberLoss with delta 1, summed.
 */
record Huber() implements ElementwiseLoss {
  @Override
  public String name() {
    return "huber";
  }

  @Override
  public double value(float z, float y) {
    double size = Math.abs((double) z - y);
    return size > 1 ? size - 0.5 : 0.5 * size * size;
  }

  @Override
  public float slope(float z, float y) {
    return Math.max(-1, Math.min(z - y, 1));
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
