package io.plateau.optim;

/**
 * Brings each element of the gradient into [−limit, limit]. NaN stays NaN.
 *
 * @param limit positive
 */
public record ClipValue(double limit) implements Rule {
  public ClipValue {
    Require.positive("clipValue", limit);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float bound = (float) limit;
    for (int i = 0; i < u.length; i++) {
      u[i] = Math.max(-bound, Math.min(bound, u[i]));
    }
  }
}
