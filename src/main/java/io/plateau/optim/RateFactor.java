package io.plateau.optim;

import java.util.Arrays;

/**
 * Multiplies the update of some parameters: {@code u ← factor·u}, after a rule whose updates are
 * proportional to the learning rate. They so have a learning rate of their own.
 *
 * @param factor positive
 * @param scaled pairs of first index and index after the last, in order
 */
public record RateFactor(double factor, int[] scaled) implements Rule {
  public RateFactor {
    Require.positive("factor", factor);
    scaled = Ranges.checked(scaled);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    Ranges.within(scaled, theta.length);
    float by = (float) factor;
    for (int r = 0; r < scaled.length; r += 2) {
      for (int i = scaled[r]; i < scaled[r + 1]; i++) {
        u[i] *= by;
      }
    }
  }

  @Override
  public String toString() {
    return "RateFactor[factor=%s, scaled=%s]".formatted(factor, Arrays.toString(scaled));
  }
}
