package io.plateau.optim;

/**
 * Shortens the gradient to a Euclidean norm: {@code g·limit/‖g‖} where {@code ‖g‖ > limit}. The
 * norm is of all parameters together, added in double in a fixed order.
 *
 * <p>Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural networks.
 *
 * @param limit positive
 */
public record ClipNorm(double limit) implements Rule {
  public ClipNorm {
    Require.positive("clipNorm", limit);
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    double norm = Math.sqrt(squares(u));
    if (norm > limit) {
      float scale = (float) (limit / norm);
      for (int i = 0; i < u.length; i++) {
        u[i] *= scale;
      }
    }
  }

  /** In four sums, so that one need not wait for another; always the same four. */
  private static double squares(float[] u) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < u.length; i += 4) {
      a += (double) u[i] * u[i];
      b += (double) u[i + 1] * u[i + 1];
      c += (double) u[i + 2] * u[i + 2];
      d += (double) u[i + 3] * u[i + 3];
    }
    for (; i < u.length; i++) {
      a += (double) u[i] * u[i];
    }
    return a + b + (c + d);
  }
}
