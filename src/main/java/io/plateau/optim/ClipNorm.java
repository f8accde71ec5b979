package io.plateau.optim;

/**
 * Shortens the gradient to a Euclidean norm: {@code g·limit/‖g‖} where {@code ‖g‖ > limit}. The
 * norm is of all parameters together, added in double in their order.
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
  public boolean elementwise() {
    return false;
  }

  @Override
  public void apply(float[] u, float[] theta, Memory memory, long step, double rate) {
    double squares = 0;
    for (float g : u) {
      squares += (double) g * g;
    }
    double norm = Math.sqrt(squares);
    if (norm > limit) {
      float scale = (float) (limit / norm);
      for (int i = 0; i < u.length; i++) {
        u[i] *= scale;
      }
    }
  }
}
