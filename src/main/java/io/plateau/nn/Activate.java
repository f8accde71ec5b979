package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import java.util.Optional;

/**
 * Elementwise layer {@code A = f(Z)}; works in place where neither the derivative of f nor the
 * layer before needs Z.
 *
 * @param width numbers of an example, taken and given
 * @param activation f
 */
public record Activate(int width, Activation activation) implements Elementwise {
  @Override
  public Optional<Initializer> suitedInitializer() {
    return Optional.of(activation.initializer());
  }

  @Override
  public boolean keepsOutputs() {
    return true;
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    float[] z = pass.values(x);
    boolean inPlace = pass.mayOverwriteInputs() && !activation.needsInput();
    float[] a = inPlace ? z : pass.array(0, width, n);
    activation.apply(z, a, width * n);
    return new DenseMatrix(a, 0, width, n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    float[] a = pass.values(pass.outputs());
    float[] z = activation.needsInput() ? pass.values(pass.inputs()) : a;
    activation.backward(z, a, dy, width * pass.inputs().columns());
    return dy;
  }

  /** Such as {@code relu}. */
  @Override
  public String toString() {
    return Activations.text(activation);
  }
}
