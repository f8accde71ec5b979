package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import java.util.List;

/**
 * Layer that multiplies each number of an example by a factor of its own: {@code Y = s ⊙ X}. Its
 * range of θ holds {@code s (width)}, 1 at first. Behind the columns of a table it learns which of
 * them matter (Holzmüller et al. 2024, "Better by Default").
 *
 * <p>Backward: {@code ds += Σ dY ⊙ X} over the examples, {@code dX = s ⊙ dY}.
 *
 * @param width numbers of an example, taken and given
 */
public record Scale(int width) implements Elementwise {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int FACTORS = 1;
  private static final int PRODUCT = 2;

  public Scale {
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, got " + width);
    }
  }

  @Override
  public int parameters() {
    return width;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(new ParameterGroup(ParameterGroup.Role.SCALE, 0, width));
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    float[] values = pass.values(x);
    float[] y = pass.array(OUTPUTS, width, n);
    float[] factors = pass.array(FACTORS, width, n);
    Rows.spread(theta, at, width, n, factors);
    for (int i = 0; i < width * n; i++) {
      y[i] = factors[i] * values[i];
    }
    return new DenseMatrix(y, 0, width, n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    float[] x = pass.values(pass.inputs());
    float[] product = pass.array(PRODUCT, width, n);
    for (int i = 0; i < width * n; i++) {
      product[i] = dy[i] * x[i];
    }
    Rows.addSums(product, 0, width, n, gradient, at);
    if (pass.needsInputDerivative()) {
      float[] factors = pass.array(FACTORS, width, n);
      for (int i = 0; i < width * n; i++) {
        dy[i] *= factors[i];
      }
    }
    return dy;
  }

  @Override
  public String toString() {
    return "scale";
  }
}
