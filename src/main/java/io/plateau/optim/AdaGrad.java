package io.plateau.optim;

/**
 * AdaGrad: {@code s ← s + g²}, {@code u = rate·g / (√s + ε)}; s starts at 0.
 *
 * <p>Duchi, Hazan and Singer (2011), Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization; {@code torch.optim.Adagrad} without decay of the rate.
 *
 * @param epsilon positive
 */
public record AdaGrad(double epsilon) implements Rule {
  public AdaGrad {
    Require.positive("epsilon", epsilon);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] s = memory.slots()[0];
    float eps = (float) epsilon;
    float r = (float) rate;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      s[i] += g * g;
      u[i] = r * g / ((float) Math.sqrt(s[i]) + eps);
    }
  }
}
