package io.plateau.optim;

/**
 * RMSProp: {@code v ← α·v + (1−α)·g²}, {@code d = g / (√v + ε)}, {@code u = rate·d}; v starts at 0.
 *
 * <p>Centered, {@code a ← α·a + (1−α)·g} and {@code d = g / (√(v − a²) + ε)}. With momentum, {@code
 * b ← momentum·b + d} and {@code u = rate·b}.
 *
 * <p>Tieleman and Hinton (2012), Lecture 6.5 of Neural Networks for Machine Learning; centered as
 * in Graves (2013), Generating Sequences With Recurrent Neural Networks; {@code
 * torch.optim.RMSprop}.
 *
 * @param rho the α of torch.optim, in [0, 1)
 * @param epsilon positive
 * @param momentum in [0, 1)
 * @param centered whether the gradient's variance stands in for its second moment
 */
public record RmsProp(double rho, double epsilon, double momentum, boolean centered)
    implements Rule {
  public RmsProp {
    Require.fraction("rho", rho);
    Require.positive("epsilon", epsilon);
    Require.fraction("momentum", momentum);
  }

  @Override
  public int slots() {
    return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[][] slots = memory.slots();
    float r = (float) rate;
    divide(u, slots[0], slots[centered ? 1 : 0], momentum > 0 ? 1 : r);
    if (momentum > 0) {
      Momentum.accumulate(u, slots[slots.length - 1], (float) momentum, r);
    }
  }

  /**
   * Divides the gradient u by the root of its mean square v. <em>Overwrites</em> u and v.
   *
   * @param a the mean gradient, overwritten as well where the rule is centered
   */
  private void divide(float[] u, float[] v, float[] a, float scale) {
    float keep = (float) rho;
    float add = (float) (1 - rho);
    float eps = (float) epsilon;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      v[i] = keep * v[i] + add * g * g;
      float moment = v[i];
      if (centered) {
        a[i] = keep * a[i] + add * g;
        // A variance, but rounding may take it below 0.
        moment = Math.max(moment - a[i] * a[i], 0f);
      }
      u[i] = scale * g / ((float) Math.sqrt(moment) + eps);
    }
  }
}
