package io.plateau.optim;

/**
 * Multiplies the gradient: {@code u ← factor·u}. The gradient of the mean loss of networks that
 * share no parameter so becomes that of the loss of each.
 *
 * @param factor positive
 */
record GradientScale(double factor) implements Rule {
  GradientScale {
    Require.positive("factor", factor);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    float by = (float) factor;
    for (int i = 0; i < u.length; i++) {
      u[i] *= by;
    }
  }
}
