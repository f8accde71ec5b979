package io.plateau.optim;

/**
 * Adam: {@code m ← β₁·m + (1−β₁)·g}, {@code v ← β₂·v + (1−β₂)·g²}, {@code u = rate·m̂ / (√v̂ + ε)}
 * with {@code m̂ = m / (1−β₁ᵗ)} and {@code v̂ = v / (1−β₂ᵗ)}; m and v start at 0.
 *
 * <p>Kingma and Ba (2015), Adam: A Method for Stochastic Optimization; {@code torch.optim.Adam}.
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 */
public record Adam(double beta1, double beta2, double epsilon) implements Rule {
  public Adam {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] m = memory.slots()[0];
    float[] v = memory.slots()[1];
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float c2 = (float) (1 - beta2);
    // The bias corrections, once a step: u = r·m / (√v·s + ε).
    float r = (float) (rate / (1 - StrictMath.pow(beta1, step)));
    float s = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
    float eps = (float) epsilon;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      m[i] = b1 * m[i] + c1 * g;
      v[i] = b2 * v[i] + c2 * g * g;
      u[i] = r * m[i] / ((float) Math.sqrt(v[i]) * s + eps);
    }
  }
}
