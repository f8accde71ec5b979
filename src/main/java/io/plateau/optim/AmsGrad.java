package io.plateau.optim;

/**
 * AMSGrad: Adam with {@code v̄ ← max(v̄, v)} in the place of v: {@code u = rate·m̂ / (√(v̄ /
 * (1−β₂ᵗ)) + ε)}. The maximum is taken before the correction, as in torch.optim.
 *
 * <p>Reddi, Kale and Kumar (2018), On the Convergence of Adam and Beyond; {@code
 * torch.optim.Adam(amsgrad=True)}.
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 */
public record AmsGrad(double beta1, double beta2, double epsilon) implements Rule {
  public AmsGrad {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
  }

  @Override
  public int slots() {
    return 3;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] m = memory.slots()[0];
    float[] v = memory.slots()[1];
    float[] largest = memory.slots()[2];
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float c2 = (float) (1 - beta2);
    float r = (float) (rate / (1 - StrictMath.pow(beta1, step)));
    float s = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
    float eps = (float) epsilon;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      m[i] = b1 * m[i] + c1 * g;
      v[i] = b2 * v[i] + c2 * g * g;
      largest[i] = Math.max(largest[i], v[i]);
      u[i] = r * m[i] / ((float) Math.sqrt(largest[i]) * s + eps);
    }
  }
}
