package io.plateau.nn;

import io.plateau.math.Blas;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fully connected layer {@code Y = c W X + b 1ᵀ} with the factor c of its parametrization, usually
 * 1. Its range of θ holds {@code W (outputs×inputs)}, column-major, then {@code b (outputs)}.
 *
 * <p>Backward (Rumelhart, Hinton, Williams 1986): {@code dW += c dY Xᵀ}, {@code db += dY 1}, {@code
 * dX = c Wᵀ dY}.
 *
 * @param inputs numbers of an example that the layer takes, at least 1
 * @param outputs numbers of an example that the layer gives, at least 1
 * @param parametrization decides c
 */
public record Dense(int inputs, int outputs, Parametrization parametrization) implements Layer {
  public Dense {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a layer must have at least 1 input and 1 output, got %d -> %d"
              .formatted(inputs, outputs));
    }
    if ((long) outputs * inputs + outputs > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a layer %d -> %d has %d parameters, more than the %d an array can hold"
              .formatted(inputs, outputs, (long) outputs * inputs + outputs, Integer.MAX_VALUE));
    }
  }

  /** With products as they are. */
  public Dense(int inputs, int outputs) {
    this(inputs, outputs, Parametrization.STANDARD);
  }

  /** Index of the first bias; the weights are before it. */
  private int weights() {
    return outputs * inputs;
  }

  @Override
  public int parameters() {
    return weights() + outputs;
  }

  /** Three products of W's size, each of a multiplication and an addition. */
  @Override
  public long operations() {
    return 6L * outputs * inputs;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(
        new ParameterGroup(ParameterGroup.Role.WEIGHT, 0, weights()),
        new ParameterGroup(ParameterGroup.Role.BIAS, weights(), parameters()));
  }

  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    how.weights().fill(theta, at, inputs, outputs, key);
    int n = sample.map(Matrix::columns).orElse(0);
    float[] z = new float[Math.multiplyExact(outputs, n)];
    // Z (out×n) = c W (out×in) · X (in×n)
    sample.ifPresent(x -> x.addProduct(factor(), theta, at, outputs, z, 0));
    if (how.weights() == Initializer.UNIT_VARIANCE) {
      Initializer.bringToUnitVariance(theta, at, inputs, outputs, z, n);
    }
    how.biases().fill(theta, at + weights(), outputs, z, n, key.with("biases"));
    if (how.zeroOutputs()) {
      Arrays.fill(theta, at, at + weights(), 0);
    }
  }

  private float factor() {
    return parametrization.factor(inputs);
  }

  @Override
  public boolean beginsBlock() {
    return true;
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    float[] y = pass.array(0, outputs, n);
    // The biases come first, so that the product is added to them and no pass is spent on them.
    for (int j = 0; j < n; j++) {
      System.arraycopy(theta, at + weights(), y, j * outputs, outputs);
    }
    // Y (out×n) += c W (out×in) · X (in×n)
    x.addProduct(factor(), theta, at, outputs, y, 0);
    return new DenseMatrix(y, 0, outputs, n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    // db (out) += dY (out×n) · 1
    Rows.addSums(dy, 0, outputs, n, gradient, at + weights());
    // dW (out×in) += c dY (out×n) · Xᵀ (n×in)
    pass.inputs().addOuterProduct(factor(), dy, 0, outputs, gradient, at);
    if (!pass.needsInputDerivative()) {
      return dy;
    }
    float[] dx = pass.derivative(dy, inputs, n);
    inputDerivative(theta, at, dy, 0, n, dx, 0);
    return dx;
  }

  /** <em>Overwrites</em> the derivative of the loss by n columns of inputs, from index dxAt on. */
  void inputDerivative(float[] theta, int at, float[] dy, int dyAt, int n, float[] dx, int dxAt) {
    // dX (in×n) = c Wᵀ (in×out) · dY (out×n)
    Blas.get()
        .sgemm(
            true, false, inputs, n, outputs, factor(), theta, at, outputs, dy, dyAt, outputs, 0, dx,
            dxAt, inputs);
  }

  @Override
  public void rescaleOutputs(float[] theta, int at, OutputScale scale) {
    scale.rescale(theta, at, groups(), outputs);
  }

  /** Such as {@code -> 256}. */
  @Override
  public String toString() {
    return "-> " + outputs;
  }
}
