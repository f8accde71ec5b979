package io.plateau.optim;

/**
 * Nesterov's momentum: {@code b ← momentum·b + g}, {@code u = rate·(g + momentum·b)}; b starts at
 * 0.
 *
 * <p>Nesterov (1983), in the form of Sutskever et al. (2013), On the importance of initialization
 * and momentum in deep learning; {@code torch.optim.SGD} with {@code nesterov=True}.
 *
 * @param momentum in [0, 1)
 */
public record Nesterov(double momentum) implements Rule {
  public Nesterov {
    Require.fraction("momentum", momentum);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] b = memory.slots()[0];
    float mu = (float) momentum;
    float r = (float) rate;
    for (int i = 0; i < u.length; i++) {
      b[i] = mu * b[i] + u[i];
      u[i] = r * (u[i] + mu * b[i]);
    }
  }
}
