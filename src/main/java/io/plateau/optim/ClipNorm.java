package io.plateau.optim;

import io.plateau.math.VectorMath;

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
    double norm = Math.sqrt(VectorMath.squares(u, 0, u.length, 0));
    if (norm > limit) {
      float scale = (float) (limit / norm);
      for (int i = 0; i < u.length; i++) {
        u[i] *= scale;
      }
    }
  }
}
