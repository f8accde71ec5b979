package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fully connected layer whose members share the weights: {@code Y_m = s_m ⊙ (c W X_m) + b_m 1ᵀ}
 * with the factor c of its parametrization. Behind a {@link Members} or {@link MemberScale} it is a
 * layer of BatchEnsemble (Wen, Tran, Ba 2020) as in TabM (Gorishniy et al. 2025). Its range of θ
 * holds {@code W (outputs×inputs)}, then {@code s (outputs×members)}, 1 at first, then {@code b
 * (outputs×members)}, at first the same for all members.
 *
 * <p>Backward, with {@code U_m = c W X_m}: {@code db_m += dY_m 1}, {@code ds_m += Σ dY_m ⊙ U_m},
 * {@code dU_m = s_m ⊙ dY_m}, {@code dW += c dU Xᵀ}, {@code dX = c Wᵀ dU}.
 *
 * @param members at least 2
 * @param inputs numbers of an example that the layer takes, at least 1
 * @param outputs numbers of an example that the layer gives, at least 1
 */
public record MemberDense(int members, int inputs, int outputs, Parametrization parametrization)
    implements Layer, Membered {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int PRODUCTS = 1;

  public MemberDense {
    MemberFactors.requireMembers(members);
    long all = new Dense(inputs, outputs).parameters() + (2L * members - 1) * outputs;
    if (all > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d members of a layer %d -> %d have %d parameters, more than the %d an array can hold"
              .formatted(members, inputs, outputs, all, Integer.MAX_VALUE));
    }
  }

  /** Index of the first factor; the weights are before it. */
  private int factors() {
    return outputs * inputs;
  }

  /** Index of the first bias. */
  private int biases() {
    return factors() + members * outputs;
  }

  @Override
  public int parameters() {
    return biases() + members * outputs;
  }

  @Override
  public long operations() {
    return shared().operations() + ELEMENT * outputs;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(
        new ParameterGroup(ParameterGroup.Role.WEIGHT, 0, factors()),
        MemberFactors.group(factors(), members, outputs),
        new ParameterGroup(ParameterGroup.Role.BIAS, biases(), parameters()));
  }

  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    float[] own = new float[shared().parameters()];
    shared().initialize(own, 0, how, key, sample);
    System.arraycopy(own, 0, theta, at, factors());
    Arrays.fill(theta, at + factors(), at + biases(), 1);
    for (int m = 0; m < members; m++) {
      System.arraycopy(own, factors(), theta, at + biases() + m * outputs, outputs);
    }
  }

  /** The layer of the shared weights. */
  private Dense shared() {
    return new Dense(inputs, outputs, parametrization);
  }

  private float factor() {
    return parametrization.factor(inputs);
  }

  private MemberFactors scale() {
    return new MemberFactors(members, outputs, true);
  }

  @Override
  public boolean beginsBlock() {
    return true;
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int columns = x.columns();
    int n = MemberFactors.examples(columns, members);
    float[] u = pass.array(PRODUCTS, outputs, columns);
    Arrays.fill(u, 0, outputs * columns, 0);
    // U (out×kn) = c W (out×in) · X (in×kn)
    x.addProduct(factor(), theta, at, outputs, u, 0);
    float[] y = pass.array(OUTPUTS, outputs, columns);
    scale().multiply(theta, at + factors(), u, n, y);
    for (int j = 0; j < columns; j++) {
      int b = at + biases() + j / n * outputs;
      for (int i = 0; i < outputs; i++) {
        y[j * outputs + i] += theta[b + i];
      }
    }
    return new DenseMatrix(y, 0, outputs, columns);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int columns = pass.inputs().columns();
    int n = MemberFactors.examples(columns, members);
    for (int m = 0; m < members; m++) {
      Rows.addSums(dy, m * n * outputs, outputs, n, gradient, at + biases() + m * outputs);
    }
    float[] u = pass.array(PRODUCTS, outputs, columns);
    scale().addFactors(dy, u, n, gradient, at + factors());
    scale().multiply(theta, at + factors(), dy, n, dy);
    // dW (out×in) += c dU (out×kn) · Xᵀ (kn×in)
    pass.inputs().addOuterProduct(factor(), dy, 0, outputs, gradient, at);
    if (!pass.needsInputDerivative()) {
      return dy;
    }
    float[] dx = pass.derivative(dy, inputs, columns);
    // dX (in×kn) = c Wᵀ (in×out) · dU (out×kn)
    shared().inputDerivative(theta, at, dy, 0, columns, dx, 0);
    return dx;
  }

  /** Such as {@code -> 256 by member}. */
  @Override
  public String toString() {
    return "-> " + outputs + " by member";
  }
}
