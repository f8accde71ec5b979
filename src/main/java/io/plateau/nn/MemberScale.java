package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import java.util.List;

/**
 * Layer that multiplies each number of a member by a factor of the member's own: {@code Y_m = r_m ⊙
 * X_m}, the input adapters of TabM (Gorishniy et al. 2025). Its range of θ holds {@code r
 * (width×members)}, 1 at first.
 *
 * <p>Backward: {@code dr_m += Σ dY_m ⊙ X_m} over the examples, {@code dX_m = r_m ⊙ dY_m}.
 *
 * @param members at least 2
 * @param width numbers of an example, taken and given
 */
public record MemberScale(int members, int width) implements Elementwise, Membered {
  public MemberScale {
    MemberFactors.requireMembers(members);
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, got " + width);
    }
  }

  @Override
  public int parameters() {
    return Math.multiplyExact(members, width);
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(MemberFactors.group(0, members, width));
  }

  private MemberFactors factors() {
    return new MemberFactors(members, width, true);
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    float[] y = pass.array(0, width, x.columns());
    int n = MemberFactors.examples(x.columns(), members);
    factors().multiply(theta, at, pass.values(x), n, y);
    return new DenseMatrix(y, 0, width, x.columns());
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = MemberFactors.examples(pass.inputs().columns(), members);
    factors().addFactors(dy, pass.values(pass.inputs()), n, gradient, at);
    if (pass.needsInputDerivative()) {
      factors().multiply(theta, at, dy, n, dy);
    }
    return dy;
  }

  @Override
  public String toString() {
    return "scale of " + members;
  }
}
