package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.loss.Link;
import java.util.List;
import java.util.Optional;

/**
 * Last layer of a network of members: a fully connected layer of each, {@code Y_m = c W_m X_m + b_m
 * 1ᵀ} (Gorishniy et al. 2025, "TabM"). Where members are {@linkplain Pass#membersApart apart}, as
 * while training, it gives their outputs, {@code outputs × members·n}; else the logits {@code
 * outputs×n} whose prediction is the mean of the members' predictions. Its range of θ holds {@code
 * W (outputs×inputs×members)}, then {@code b (outputs×members)}.
 *
 * <p>Backward, for members apart: {@code dW_m += c dY_m X_mᵀ}, {@code db_m += dY_m 1}, {@code dX_m
 * = c W_mᵀ dY_m}.
 *
 * @param members at least 2
 * @param inputs numbers of an example that the layer takes, at least 1
 * @param outputs numbers of an example that the layer gives, at least 1
 * @param link from outputs to predictions
 */
public record MemberHeads(
    int members, int inputs, int outputs, Link link, Parametrization parametrization)
    implements Layer, Averaged {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int MEAN = 1;

  public MemberHeads {
    MemberFactors.requireMembers(members);
    long all = (long) members * new Dense(inputs, outputs).parameters();
    if (all > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d layers %d -> %d have %d parameters, more than the %d an array can hold"
              .formatted(members, inputs, outputs, all, Integer.MAX_VALUE));
    }
  }

  /** Index of the first bias; the weights are before it. */
  private int biases() {
    return members * outputs * inputs;
  }

  /** Index of the first weight of a member. */
  private int weights(int member) {
    return member * outputs * inputs;
  }

  @Override
  public int parameters() {
    return biases() + members * outputs;
  }

  @Override
  public long operations() {
    return head().operations();
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(
        new ParameterGroup(ParameterGroup.Role.WEIGHT, 0, biases()),
        new ParameterGroup(ParameterGroup.Role.BIAS, biases(), parameters()));
  }

  /** Each member's layer draws from a key of its own and is given the member's columns. */
  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    for (int m = 0; m < members; m++) {
      float[] own = new float[head().parameters()];
      int member = m;
      head().initialize(own, 0, how, key.with(m), sample.map(x -> columns(x, member)));
      System.arraycopy(own, 0, theta, at + weights(m), outputs * inputs);
      System.arraycopy(own, outputs * inputs, theta, at + biases() + m * outputs, outputs);
    }
  }

  private Matrix columns(Matrix x, int member) {
    int n = MemberFactors.examples(x.columns(), members);
    return x.slice(member * n, (member + 1) * n);
  }

  /** The layer of one member. */
  private Dense head() {
    return new Dense(inputs, outputs, parametrization);
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
    int columns = x.columns();
    int n = MemberFactors.examples(columns, members);
    float[] y = pass.array(OUTPUTS, outputs, columns);
    for (int m = 0; m < members; m++) {
      int to = m * n * outputs;
      for (int j = 0; j < n; j++) {
        System.arraycopy(theta, at + biases() + m * outputs, y, to + j * outputs, outputs);
      }
      // Y_m (out×n) += c W_m (out×in) · X_m (in×n)
      columns(x, m).addProduct(factor(), theta, at + weights(m), outputs, y, to);
    }
    if (pass.membersApart()) {
      return new DenseMatrix(y, 0, outputs, columns);
    }
    float[] mean = pass.array(MEAN, outputs, n);
    link.meanLogits(y, outputs, n, members, mean);
    return new DenseMatrix(mean, 0, outputs, n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int columns = pass.inputs().columns();
    int n = MemberFactors.examples(columns, members);
    float[] dx = pass.needsInputDerivative() ? pass.derivative(dy, inputs, columns) : dy;
    for (int m = 0; m < members; m++) {
      int of = m * n * outputs;
      Rows.addSums(dy, of, outputs, n, gradient, at + biases() + m * outputs);
      // dW_m (out×in) += c dY_m (out×n) · X_mᵀ (n×in)
      columns(pass.inputs(), m)
          .addOuterProduct(factor(), dy, of, outputs, gradient, at + weights(m));
      if (pass.needsInputDerivative()) {
        // dX_m (in×n) = c W_mᵀ (in×out) · dY_m (out×n)
        head().inputDerivative(theta, at + weights(m), dy, of, n, dx, m * n * inputs);
      }
    }
    return dx;
  }

  @Override
  public void rescaleOutputs(float[] theta, int at, OutputScale scale) {
    scale.rescale(theta, at, groups(), outputs);
  }

  /** Such as {@code -> 10}. */
  @Override
  public String toString() {
    return "-> " + outputs;
  }
}
