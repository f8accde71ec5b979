package io.plateau.optim;

/**
 * Adamax, Adam with the infinity norm: {@code m ← β₁·m + (1−β₁)·g}, {@code n ← max(β₂·n, |g| + ε)},
 * {@code u = rate / (1−β₁ᵗ) · m / n}; m and n start at 0.
 *
 * <p>Kingma and Ba (2015), Adam: A Method for Stochastic Optimization, section 7; {@code
 * torch.optim.Adamax}.
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 */
public record Adamax(double beta1, double beta2, double epsilon) implements Rule {
  public Adamax {
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
    float[] n = memory.slots()[1];
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float r = (float) (rate / (1 - StrictMath.pow(beta1, step)));
    float eps = (float) epsilon;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      m[i] = b1 * m[i] + c1 * g;
      n[i] = Math.max(b2 * n[i], Math.abs(g) + eps);
      u[i] = r * m[i] / n[i];
    }
  }
}
