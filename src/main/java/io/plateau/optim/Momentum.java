package io.plateau.optim;

/**
 * Heavy ball momentum: {@code b ← momentum·b + g}, {@code u = rate·b}; b starts at 0.
 *
 * <p>Polyak (1964), Some methods of speeding up the convergence of iteration methods; {@code
 * torch.optim.SGD} with momentum and without dampening.
 *
 * @param momentum in [0, 1)
 */
public record Momentum(double momentum) implements Rule {
  public Momentum {
    Require.fraction("momentum", momentum);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    accumulate(u, memory.slots()[0], (float) momentum, (float) rate);
  }

  /** <em>Overwrites</em> b by mu·b + u, then u by r·b. */
  static void accumulate(float[] u, float[] b, float mu, float r) {
    for (int i = 0; i < u.length; i++) {
      b[i] = mu * b[i] + u[i];
      u[i] = r * b[i];
    }
  }
}
