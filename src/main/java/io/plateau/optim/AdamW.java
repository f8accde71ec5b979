package io.plateau.optim;

/**
 * Adam with decoupled weight decay: {@code u = rate·(m̂ / (√v̂ + ε) + weightDecay·θ)}, {@code m̂}
 * and {@code v̂} as in {@link Adam}. Every parameter decays, as in torch.optim; {@link
 * DecoupledDecay} after {@link Adam} decays chosen ones.
 *
 * <p>Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization; {@code
 * torch.optim.AdamW}.
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 * @param weightDecay not negative
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Rule {
  /** As in torch.optim. */
  public static final AdamW DEFAULT = new AdamW(0.9, 0.999, 1e-8, 1e-2);

  public AdamW {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
    Require.notNegative("weightDecay", weightDecay);
  }

  /** Without its decay. */
  Adam adam() {
    return new Adam(beta1, beta2, epsilon);
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
    float r = (float) (rate / (1 - StrictMath.pow(beta1, step)));
    float s = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
    float eps = (float) epsilon;
    float decay = (float) (rate * weightDecay);
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      m[i] = b1 * m[i] + c1 * g;
      v[i] = b2 * v[i] + c2 * g * g;
      u[i] = r * m[i] / ((float) Math.sqrt(v[i]) * s + eps) + decay * theta[i];
    }
  }
}
