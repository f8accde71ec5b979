package io.plateau.optim;

/**
 * AdaDelta: {@code v ← ρ·v + (1−ρ)·g²}, {@code d = g·√(a + ε) / √(v + ε)}, {@code a ← ρ·a +
 * (1−ρ)·d²}, {@code u = rate·d}; v and a start at 0. The rate is usually 1.
 *
 * <p>Zeiler (2012), ADADELTA: An Adaptive Learning Rate Method; {@code torch.optim.Adadelta}.
 *
 * @param rho in [0, 1)
 * @param epsilon positive
 */
public record AdaDelta(double rho, double epsilon) implements Rule {
  public AdaDelta {
    Require.fraction("rho", rho);
    Require.positive("epsilon", epsilon);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] v = memory.slots()[0];
    float[] a = memory.slots()[1];
    float keep = (float) rho;
    float add = (float) (1 - rho);
    float eps = (float) epsilon;
    float r = (float) rate;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      v[i] = keep * v[i] + add * g * g;
      float d = g * (float) Math.sqrt(a[i] + eps) / (float) Math.sqrt(v[i] + eps);
      a[i] = keep * a[i] + add * d * d;
      u[i] = r * d;
    }
  }
}
