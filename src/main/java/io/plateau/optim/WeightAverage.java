package io.plateau.optim;

/**
 * Exponential moving average of the parameters after each step: {@code θ̄ ← decay·θ̄ +
 * (1−decay)·θ}, which begins as θ after the first step. Leaves the update as it is, and is the last
 * rule of a chain, so that θ after the step is {@code θ − u}. Computed as {@code θ̄ +
 * (1−decay)·(θ−θ̄)}, since rounded factors need not add up to 1.
 *
 * <p>Polyak and Juditsky (1992), Acceleration of Stochastic Approximation by Averaging; {@code
 * torch.optim.swa_utils.AveragedModel} with {@code get_ema_avg_fn}.
 *
 * @param decay in [0, 1)
 */
public record WeightAverage(double decay) implements Rule {
  public WeightAverage {
    Require.fraction("averaging", decay);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float[] average = memory.slots()[0];
    float fraction = step == 1 ? 1 : (float) (1 - decay);
    for (int i = 0; i < u.length; i++) {
      average[i] += fraction * (theta[i] - u[i] - average[i]);
    }
  }
}
