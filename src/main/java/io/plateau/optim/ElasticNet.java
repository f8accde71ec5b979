package io.plateau.optim;

import java.util.Arrays;

/**
 * Adds the gradient of {@code l1·‖θ‖₁ + ½·l2·‖θ‖²} over the penalised parameters: {@code u ← u +
 * l2·θ + l1·sign(θ)}, with sign(0) = 0.
 *
 * <p>Zou and Hastie (2005), Regularization and Variable Selection via the Elastic Net.
 *
 * @param l1 not negative
 * @param l2 not negative
 * @param penalised pairs of first index and index after the last, in order
 */
public record ElasticNet(double l1, double l2, int[] penalised) implements Rule {
  public ElasticNet {
    Require.notNegative("l1", l1);
    Require.notNegative("l2", l2);
    penalised = Ranges.checked(penalised);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    Ranges.within(penalised, theta.length);
    float a = (float) l1;
    float b = (float) l2;
    for (int r = 0; r < penalised.length; r += 2) {
      for (int i = penalised[r]; i < penalised[r + 1]; i++) {
        u[i] += b * theta[i] + a * Math.signum(theta[i]);
      }
    }
  }

  @Override
  public double penalty(float[] theta) {
    return Ranges.penalty(penalised, l1, l2, theta);
  }

  @Override
  public String toString() {
    return "ElasticNet[l1=" + l1 + ", l2=" + l2 + ", penalised=" + Arrays.toString(penalised) + "]";
  }
}
