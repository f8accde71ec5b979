package io.plateau.nn.loss;

import io.plateau.math.FloatMath;

/**
 * Poisson loss of counts with mean {@code eᶻ}: {@code Σ eᶻ − y z}, {@code ∂loss/∂z = eᶻ − y},
 * without the term ln y! that does not depend on z; torch's PoissonNLLLoss with log_input, summed.
 */
record Poisson() implements ElementwiseLoss {
  @Override
  public Target target() {
    return Target.COUNT;
  }

  @Override
  public double value(float z, float y) {
    return FloatMath.exp((double) z) - (double) y * z;
  }

  @Override
  public float derivative(float z, float y) {
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
}
