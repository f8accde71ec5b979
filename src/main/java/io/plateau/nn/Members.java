package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * First of the layers of members, which share the weights of the dense layers behind it: each
 * example becomes one column a member, {@code Y_m = r_m ⊙ X}, so that n columns become {@code
 * members·n}, in the order of the members. Its range of θ holds {@code r (width×members)}. With
 * {@link MemberHeads} at the end this is TabM-mini (Gorishniy, Kotelnikov, Babenko 2025, "TabM:
 * Advancing Tabular Deep Learning with Parameter-Efficient Ensembling").
 *
 * <p>The factors begin as ±1 where each input is a feature of its own. Where several inputs are of
 * one feature, as those that embed a number, they begin standard normal, one draw for all inputs of
 * a feature.
 *
 * <p>Backward: {@code dr_m += Σ dY_m ⊙ X} over the examples, {@code dX = Σ_m r_m ⊙ dY_m}.
 *
 * @param members at least 2
 * @param features the feature of each input, any number from 0 on
 */
public record Members(int members, List<Integer> features) implements Layer, Membered {
  public Members {
    MemberFactors.requireMembers(members);
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("members must have at least 1 input");
    }
    if ((long) members * features.size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d members of %d inputs have more factors than the %d an array can hold"
              .formatted(members, features.size(), Integer.MAX_VALUE));
    }
  }

  /** Of inputs that each are a feature of their own. */
  public Members(int members, int width) {
    this(members, IntStream.range(0, width).boxed().toList());
  }

  @Override
  public int inputs() {
    return features.size();
  }

  @Override
  public int outputs() {
    return inputs();
  }

  @Override
  public int parameters() {
    return members * inputs();
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(MemberFactors.group(0, members, inputs()));
  }

  /** Whether each input is a feature of its own. */
  public boolean isEachFeatureOneInput() {
    return features.equals(new Members(members, inputs()).features);
  }

  private MemberFactors factors() {
    return new MemberFactors(members, inputs(), false);
  }

  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    MemberFactors.draw(theta, at, members, features, key);
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    int columns = Math.multiplyExact(members, n);
    float[] y = pass.array(0, inputs(), columns);
    factors().multiply(theta, at, pass.values(x), n, y);
    return new DenseMatrix(y, 0, inputs(), columns);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    factors().addFactors(dy, pass.values(pass.inputs()), n, gradient, at);
    if (!pass.needsInputDerivative()) {
      return dy;
    }
    int size = inputs() * n;
    float[] dx = pass.derivative(dy, inputs(), n);
    Arrays.fill(dx, 0, size, 0);
    for (int m = 0; m < members; m++) {
      int r = at + m * inputs();
      for (int j = 0; j < n; j++) {
        int to = j * inputs();
        int from = m * size + to;
        for (int i = 0; i < inputs(); i++) {
          dx[to + i] += theta[r + i] * dy[from + i];
        }
      }
    }
    return dx;
  }

  /** Such as {@code x 8 members}. */
  @Override
  public String toString() {
    return "x " + members + " members";
  }
}
