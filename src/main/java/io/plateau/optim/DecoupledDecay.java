package io.plateau.optim;

import java.util.Arrays;

/**
 * Decoupled weight decay: {@code u ← u + rate·weightDecay·θ} over the penalised parameters, after
 * the rule that made u of the gradient.
 *
 * <p>Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization.
 *
 * @param weightDecay not negative
 * @param penalised pairs of first index and index after the last, in order
 */
public record DecoupledDecay(double weightDecay, int[] penalised) implements Rule {
  public DecoupledDecay {
    Require.notNegative("weightDecay", weightDecay);
    penalised = Ranges.checked(penalised);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    Ranges.within(penalised, theta.length);
    float decay = (float) (rate * weightDecay);
    for (int r = 0; r < penalised.length; r += 2) {
      for (int i = penalised[r]; i < penalised[r + 1]; i++) {
        u[i] += decay * theta[i];
      }
    }
  }

  @Override
  public String toString() {
    return "DecoupledDecay[weightDecay="
        + weightDecay
        + ", penalised="
        + Arrays.toString(penalised)
        + "]";
  }
}
