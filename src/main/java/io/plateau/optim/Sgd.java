package io.plateau.optim;

/**
 * Stochastic gradient descent: {@code u = rate·g}.
 *
 * <p>Robbins and Monro (1951), A Stochastic Approximation Method; {@code torch.optim.SGD}.
 */
public record Sgd() implements Rule {
  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float r = (float) rate;
    for (int i = 0; i < u.length; i++) {
      u[i] *= r;
    }
  }
}
