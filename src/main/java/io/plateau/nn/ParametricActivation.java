package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Elementwise layer that learns how much of an activation each neuron takes: {@code A = X + α ⊙
 * (f(X) − X)}. Its range of θ holds {@code α (width)}, 1 at first, where {@code A = f(X)}; at 0 a
 * neuron is linear (Holzmüller et al. 2024, "Better by Default").
 *
 * <p>Backward: {@code dα += Σ dA ⊙ (f(X) − X)} over the examples, {@code dX = dA ⊙ (1 − α + α
 * f′(X))}.
 *
 * @param width numbers of an example, taken and given
 * @param activation f
 */
public record ParametricActivation(int width, Activation activation) implements Layer {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int ACTIVATED = 1;

  public ParametricActivation {
    Objects.requireNonNull(activation, "activation");
  }

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public int parameters() {
    return width;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(new ParameterGroup(ParameterGroup.Role.ACTIVATION, 0, width));
  }

  @Override
  public Optional<Initializer> suitedInitializer() {
    return Optional.of(activation.initializer());
  }

  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    Arrays.fill(theta, at, at + width, 1);
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    float[] z = pass.values(x);
    float[] f = pass.array(ACTIVATED, width, n);
    activation.apply(z, f, width * n);
    float[] a = pass.array(OUTPUTS, width, n);
    for (int j = 0; j < n; j++) {
      int from = j * width;
      for (int i = 0; i < width; i++) {
        a[from + i] = z[from + i] + theta[at + i] * (f[from + i] - z[from + i]);
      }
    }
    return new DenseMatrix(a, 0, width, n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    float[] z = pass.values(pass.inputs());
    float[] f = pass.array(ACTIVATED, width, n);
    for (int j = 0; j < n; j++) {
      int from = j * width;
      for (int i = 0; i < width; i++) {
        gradient[at + i] += dy[from + i] * (f[from + i] - z[from + i]);
      }
    }
    if (!pass.needsInputDerivative()) {
      return dy;
    }
    float[] dx = pass.derivative(dy, width, n);
    System.arraycopy(dy, 0, dx, 0, width * n);
    activation.backward(z, f, dx, width * n);
    for (int j = 0; j < n; j++) {
      int from = j * width;
      for (int i = 0; i < width; i++) {
        float alpha = theta[at + i];
        dx[from + i] = (1 - alpha) * dy[from + i] + alpha * dx[from + i];
      }
    }
    return dx;
  }

  /** Such as {@code parametric selu}. */
  @Override
  public String toString() {
    return "parametric " + Activations.text(activation);
  }
}
