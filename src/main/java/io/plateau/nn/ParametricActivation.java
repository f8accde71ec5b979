package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import java.util.List;
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
  /** Places of arrays in the memory of a pass: of the batch, then of one block of it. */
  private static final int OUTPUTS = 0;

  /** {@code f(X) − X}. */
  private static final int DIFFERENCE = 1;

  /** {@code 1 − α + α f′(X)}. */
  private static final int FACTOR = 2;

  private static final int ALPHA = 3;
  private static final int X = 4;
  private static final int F = 5;
  private static final int SLOPE = 6;

  /** About as many numbers as stay in the nearest cache with what is made of them. */
  private static final int BLOCK = 1024;

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
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    float[] z = pass.values(x);
    // Training: a backward pass follows, and what it needs costs little beside the value
    boolean training = pass.masks().isPresent();
    boolean inPlace = training && pass.mayOverwriteInputs();
    float[] a = inPlace ? z : pass.array(OUTPUTS, width, n);
    mix(theta, at, z, n, pass, a, training);
    return new DenseMatrix(a, 0, width, n);
  }

  /** <em>Overwrites</em> the outputs, and what the backward pass needs where it is asked for. */
  private void mix(
      float[] theta, int at, float[] x, int n, Pass pass, float[] outputs, boolean withFactor) {
    int columns = Math.max(1, BLOCK / width);
    float[] alpha = pass.array(ALPHA, width, columns);
    float[] z = pass.array(X, width, columns);
    float[] f = pass.array(F, width, columns);
    float[] slope = pass.array(SLOPE, width, columns);
    float[] difference = withFactor ? pass.array(DIFFERENCE, width, n) : null;
    float[] factor = withFactor ? pass.array(FACTOR, width, n) : null;
    Rows.spread(theta, at, width, columns, alpha);
    for (int from = 0; from < n; from += columns) {
      int start = from * width;
      int size = Math.min(columns, n - from) * width;
      System.arraycopy(x, start, z, 0, size);
      if (withFactor) {
        activation.applyWithSlope(z, f, slope, size);
        for (int i = 0; i < size; i++) {
          slope[i] = 1 + alpha[i] * (slope[i] - 1);
        }
        System.arraycopy(slope, 0, factor, start, size);
      } else {
        activation.apply(z, f, size);
      }
      for (int i = 0; i < size; i++) {
        f[i] -= z[i];
        z[i] += alpha[i] * f[i];
      }
      if (withFactor) {
        System.arraycopy(f, 0, difference, start, size);
      }
      System.arraycopy(z, 0, outputs, start, size);
    }
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    if (pass.masks().isEmpty()) {
      mix(theta, at, pass.values(pass.inputs()), n, pass, pass.array(OUTPUTS, width, n), true);
    }
    float[] difference = pass.array(DIFFERENCE, width, n);
    for (int i = 0; i < width * n; i++) {
      difference[i] *= dy[i];
    }
    Rows.addSums(difference, 0, width, n, gradient, at);
    if (pass.needsInputDerivative()) {
      float[] factor = pass.array(FACTOR, width, n);
      for (int i = 0; i < width * n; i++) {
        dy[i] *= factor[i];
      }
    }
    return dy;
  }

  /** Such as {@code parametric selu}. */
  @Override
  public String toString() {
    return "parametric " + Activations.text(activation);
  }
}
