package io.plateau.optim;

/**
 * Adam with Nesterov's momentum: m and v as in {@link Adam}; {@code μₜ = β₁·(1 − ½·0.96^(t·ψ))}
 * with ψ the momentum decay, {@code Πₜ = μ₁·…·μₜ}, and {@code u = rate·((1−μₜ)/(1−Πₜ)·g +
 * μₜ₊₁/(1−Πₜ₊₁)·m) / (√v̂ + ε)}.
 *
 * <p>Dozat (2016), Incorporating Nesterov Momentum into Adam; {@code torch.optim.NAdam}.
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 * @param momentumDecay not negative
 */
public record NAdam(double beta1, double beta2, double epsilon, double momentumDecay)
    implements Rule {
  public NAdam {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
    Require.notNegative("momentumDecay", momentumDecay);
  }

  @Override
  public int slots() {
    return 2;
  }

  /** Π, the product of the μ so far. */
  @Override
  public int scalars() {
    return 1;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] m = memory.slots()[0];
    float[] v = memory.slots()[1];
    double mu = mu(step);
    double muNext = mu(step + 1);
    double product = (step == 1 ? 1 : memory.scalars()[0]) * mu;
    memory.scalars()[0] = product;
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float c2 = (float) (1 - beta2);
    float rg = (float) (rate * (1 - mu) / (1 - product));
    float rm = (float) (rate * muNext / (1 - product * muNext));
    float s = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
    float eps = (float) epsilon;
    for (int i = 0; i < u.length; i++) {
      float g = u[i];
      m[i] = b1 * m[i] + c1 * g;
      v[i] = b2 * v[i] + c2 * g * g;
      u[i] = (rg * g + rm * m[i]) / ((float) Math.sqrt(v[i]) * s + eps);
    }
  }

  private double mu(long step) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, step * momentumDecay));
  }
}
