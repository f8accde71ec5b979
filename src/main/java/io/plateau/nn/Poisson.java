package io.plateau.nn;

import io.plateau.math.FloatMath;
import java.util.List;

/**
 * Counts with mean {@code eᶻ}: {@code loss = Σ eᶻ − y z}, {@code ∂loss/∂z = eᶻ − y}, without the
 * term ln y! that does not depend on z; torch's PoissonNLLLoss with log_input, summed.
 */
record Poisson() implements ElementwiseLoss {
  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public double value(float z, float y) {
    return FloatMath.exp(z) - (double) y * z;
  }

  @Override
  public float slope(float z, float y) {
    return FloatMath.exp(z) - y;
  }

  @Override
  public String requirement() {
    return "at least 0";
  }

  @Override
  public boolean accepts(float y) {
    return y >= 0;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new RootMeanSquaredError(Link.EXP), new MeanAbsoluteError(Link.EXP));
  }

  @Override
  public void predict(float[] z, int k, int n) {
    FloatMath.exp(z, 0, n * k);
  }
}
