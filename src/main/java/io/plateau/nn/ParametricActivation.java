package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
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
public record ParametricActivation(int width, Activation activation) implements Elementwise {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int ACTIVATED = 1;
  private static final int SLOPE = 2;
  private static final int ALPHA = 3;
  private static final int PRODUCT = 4;
  private static final int ONES = 5;

  public ParametricActivation {
    Objects.requireNonNull(activation, "activation");
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
    if (pass.masks().isPresent()) {
      // Training: a backward pass follows, and the slope costs little beside the value
      activation.applyWithSlope(z, f, pass.array(SLOPE, width, n), width * n);
    } else {
      activation.apply(z, f, width * n);
    }
    float[] a = pass.array(OUTPUTS, width, n);
    float[] alpha = pass.array(ALPHA, width, n);
    Rows.spread(theta, at, width, n, alpha);
    for (int i = 0; i < width * n; i++) {
      a[i] = z[i] + alpha[i] * (f[i] - z[i]);
    }
    return new DenseMatrix(a, 0, width, n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    float[] z = pass.values(pass.inputs());
    float[] f = pass.array(ACTIVATED, width, n);
    float[] product = pass.array(PRODUCT, width, n);
    for (int i = 0; i < width * n; i++) {
      product[i] = dy[i] * (f[i] - z[i]);
    }
    Rows.addSums(product, width, n, gradient, at, pass.array(ONES, 1, n));
    if (!pass.needsInputDerivative()) {
      return dy;
    }
    float[] slope = pass.array(SLOPE, width, n);
    if (pass.masks().isEmpty()) {
      Arrays.fill(slope, 0, width * n, 1);
      activation.backward(z, f, slope, width * n);
    }
    float[] alpha = pass.array(ALPHA, width, n);
    for (int i = 0; i < width * n; i++) {
      dy[i] *= 1 + alpha[i] * (slope[i] - 1);
    }
    return dy;
  }

  /** Such as {@code parametric selu}. */
  @Override
  public String toString() {
    return "parametric " + Activations.text(activation);
  }
}
