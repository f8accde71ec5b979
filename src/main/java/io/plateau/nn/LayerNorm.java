package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.VectorMath;
import io.plateau.nn.initial.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * Layer normalization (Ba, Kiros, Hinton 2016): the numbers of each example are brought to mean 0
 * and variance 1, then each has a gain and a bias of its own. {@code x̂ = (x − μ) / √(σ² + ε)} with
 * the mean μ and the variance σ² of the example's numbers and ε = 1e-5, and {@code y = g ⊙ x̂ + b}.
 * Its range of θ holds {@code g (width)}, 1 at first, then {@code b (width)}, 0 at first.
 *
 * <p>Nothing follows from other examples, so that sums over parts of a batch stay exact.
 *
 * <p>Backward, with {@code d = g ⊙ dY} and means over the numbers of an example: {@code dg += Σ dY
 * ⊙ X̂} and {@code db += Σ dY} over the examples, {@code dx = (d − mean(d) − x̂ mean(d ⊙ x̂)) /
 * √(σ² + ε)}.
 *
 * @param width numbers of an example, taken and given
 */
public record LayerNorm(int width) implements Elementwise {
  /** ε, as in PyTorch. */
  public static final double EPSILON = 1e-5;

  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int NORMALIZED = 1;
  private static final int FACTORS = 2;
  private static final int GAINS = 3;
  private static final int PRODUCT = 4;

  public LayerNorm {
    if (width < 1 || width > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "width must be from 1 to %d, got %d".formatted(Integer.MAX_VALUE / 2, width));
    }
  }

  @Override
  public int parameters() {
    return 2 * width;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(
        new ParameterGroup(ParameterGroup.Role.GAIN, 0, width),
        new ParameterGroup(ParameterGroup.Role.BIAS, width, 2 * width));
  }

  /** Its inputs may have any scale, which is taken off. */
  @Override
  public Optional<Initializer> suitedInitializer() {
    return Optional.of(Initializer.GLOROT_UNIFORM);
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    float[] values = pass.values(x);
    float[] normalized = pass.array(NORMALIZED, width, n);
    float[] factors = pass.array(FACTORS, 1, n);
    for (int j = 0; j < n; j++) {
      factors[j] = normalize(values, j * width, normalized);
    }
    float[] gains = pass.array(GAINS, width, n);
    Rows.spread(theta, at, width, n, gains);
    float[] y = pass.array(OUTPUTS, width, n);
    Rows.spread(theta, at + width, width, n, y);
    for (int i = 0; i < width * n; i++) {
      y[i] += gains[i] * normalized[i];
    }
    return new DenseMatrix(y, 0, width, n);
  }

  /** <em>Overwrites</em> x̂ of the example from an index on; gives {@code 1 / √(σ² + ε)}. */
  public float normalize(float[] x, int from, float[] normalized) {
    double mean = sum(x, from) / width;
    double squares = VectorMath.squares(x, from, from + width, mean);
    double factor = 1 / Math.sqrt(squares / width + EPSILON);
    for (int i = from; i < from + width; i++) {
      normalized[i] = (float) ((x[i] - mean) * factor);
    }
    return (float) factor;
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    float[] normalized = pass.array(NORMALIZED, width, n);
    float[] product = pass.array(PRODUCT, width, n);
    for (int i = 0; i < width * n; i++) {
      product[i] = dy[i] * normalized[i];
    }
    Rows.addSums(product, 0, width, n, gradient, at);
    Rows.addSums(dy, 0, width, n, gradient, at + width);
    if (pass.needsInputDerivative()) {
      float[] gains = pass.array(GAINS, width, n);
      for (int i = 0; i < width * n; i++) {
        dy[i] *= gains[i];
        product[i] *= gains[i];
      }
      float[] factors = pass.array(FACTORS, 1, n);
      for (int j = 0; j < n; j++) {
        double mean = sum(dy, j * width) / width;
        double along = sum(product, j * width) / width;
        for (int i = j * width; i < (j + 1) * width; i++) {
          dy[i] = (float) ((dy[i] - mean - normalized[i] * along) * factors[j]);
        }
      }
    }
    return dy;
  }

  /** {@code Σ x} of an example, in four sums, so that one need not wait for another. */
  private double sum(float[] x, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < from + width; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < from + width; i++) {
      a += x[i];
    }
    return a + b + (c + d);
  }

  @Override
  public String toString() {
    return "norm";
  }
}
