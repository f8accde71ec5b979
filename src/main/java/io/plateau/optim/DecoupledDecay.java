package io.plateau.optim;

import java.util.Arrays;

/**
 * Decoupled weight decay: {@code u ← u + rate·weightDecay·θ} over the penalized parameters, after
 * the rule that made u of the gradient.
 *
 * <p>Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization.
 *
 * @param weightDecay not negative
 * @param penalized pairs of first index and index after the last, in order
 */
public record DecoupledDecay(double weightDecay, int[] penalized) implements Rule {
  public DecoupledDecay {
    Require.notNegative("weightDecay", weightDecay);
    penalized = Ranges.checked(penalized);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    Ranges.within(penalized, theta.length);
    float decay = (float) (rate * weightDecay);
    for (int r = 0; r < penalized.length; r += 2) {
      for (int i = penalized[r]; i < penalized[r + 1]; i++) {
        u[i] += decay * theta[i];
      }
    }
  }

  @Override
  public Rule decayingBy(double factor) {
    return factor == 1 ? this : new DecoupledDecay(factor * weightDecay, penalized);
  }

  @Override
  public String toString() {
    return "DecoupledDecay[weightDecay=%s, penalized=%s]"
        .formatted(weightDecay, Arrays.toString(penalized));
  }
}
