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
    adam().apply(u, theta, memory, step, rate);
    float decay = (float) (rate * weightDecay);
    for (int i = 0; i < u.length; i++) {
      u[i] += decay * theta[i];
    }
  }
}
