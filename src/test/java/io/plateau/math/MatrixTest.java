package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixTest {
  /** Columns (1, 0, 2), (0, 0, 0), (0, 3, 0), (4, 5, 6). */
  private static final float[] COLUMNS = {1, 0, 2, 0, 0, 0, 0, 3, 0, 4, 5, 6};

  static Stream<Matrix> both() {
    float[] shifted = new float[14];
    System.arraycopy(COLUMNS, 0, shifted, 1, 12);
    int[] starts = {0, 2, 2, 3, 6};
    int[] indices = {0, 2, 1, 0, 1, 2};
    float[] values = {1, 2, 3, 4, 5, 6};
    return Stream.of(
        new DenseMatrix(COLUMNS, 0, 3, 4),
        new DenseMatrix(shifted, 1, 3, 4),
        new SparseMatrix(3, starts, indices, values, 0, 4));
  }

  @ParameterizedTest
  @MethodSource("both")
  void multipliesWithAddingUp(Matrix x) {
    // W (2×3) from index 1: rows (1, 2, 3) and (10, 20, 30)
    float[] w = {-1, 1, 10, 2, 20, 3, 30};
    float[] z = {-1, 100, 100, 0, 0, 0, 0, 0, 0};
    x.addProduct(1, w, 1, 2, z, 1);
    assertThat(z).containsExactly(-1, 107, 170, 0, 0, 6, 60, 32, 320);

    float[] dw = {-1, 1, 0, 0, 0, 0, 0};
    x.addOuterProduct(1, new float[] {-1, 1, 2, 9, 9, 3, 4, 5, 6}, 1, 2, dw, 1);
    assertThat(dw).containsExactly(-1, 22, 26, 34, 42, 32, 40);
  }

  @Test
  void aFeatureThatIsGivenTwiceCountsAsTheSum() {
    int[] starts = {0, 2};
    Matrix x = new SparseMatrix(3, starts, new int[] {1, 1}, new float[] {2, 3}, 0, 1);
    assertThat(dense(x)).containsExactly(0, 5, 0);
    float[] z = {0};
    x.addProduct(1, new float[] {7, 10, 7}, 0, 1, z, 0);
    assertThat(z).containsExactly(50);
  }

  @ParameterizedTest
  @MethodSource("both")
  void slicesAndGathers(Matrix x) {
    assertThat(dense(x)).containsExactly(COLUMNS);
    assertThat(dense(x.slice(2, 4))).containsExactly(0, 3, 0, 4, 5, 6);
    assertThat(dense(x.slice(1, 4).slice(1, 2))).containsExactly(0, 3, 0);
    assertThat(dense(x.slice(2, 2))).isEmpty();
    int[] order = {9, 3, 0, 3, 9};
    Matrix gathered = x.gather(order, 1, 4, null);
    assertThat(dense(gathered)).containsExactly(4, 5, 6, 1, 0, 2, 4, 5, 6);
    assertThat(dense(x.slice(2, 4).gather(new int[] {1, 0}, 0, 2, null)))
        .containsExactly(4, 5, 6, 0, 3, 0);
    assertThat(dense(x)).containsExactly(COLUMNS);
  }

  @ParameterizedTest
  @MethodSource("both")
  void gathersIntoRecycledMemory(Matrix x) {
    int[] order = {3, 0, 1, 2};
    Matrix first = x.gather(order, 0, 3, null);
    Matrix second = x.gather(order, 1, 3, first);

    assertThat(dense(second)).containsExactly(1, 0, 2, 0, 0, 0);
    assertThat(memory(second)).isSameAs(memory(first));
    assertThat(dense(x.gather(order, 0, 4, second))).hasSize(12);
    // Never into its own
    assertThat(dense(x.gather(order, 0, 4, x))).containsExactly(4, 5, 6, 1, 0, 2, 0, 0, 0, 0, 3, 0);
    assertThat(dense(x)).containsExactly(COLUMNS);
  }

  @Test
  void aDenseMatrixMustFitItsArray() {
    assertThatThrownBy(() -> new DenseMatrix(new float[10], 5, 2, 3))
        .hasMessage("2×3 values from index 5 need 11 floats, the array has 10");
    assertThatThrownBy(() -> new DenseMatrix(new float[10], 0, 1 << 20, 1 << 20))
        .hasMessageContaining("need 1099511627776 floats");
    assertThatThrownBy(() -> new DenseMatrix(new float[10], 0, -1, 3))
        .hasMessage("rows, columns and offset must not be negative, got -1×3 at 0");
  }

  @Test
  void aSparseMatrixMustFitItsArrays() {
    int[] starts = {0, 1, 3};
    int[] indices = {0, 1, 2};
    float[] values = {1, 2, 3};
    assertThatThrownBy(() -> new SparseMatrix(-1, starts, indices, values, 0, 2))
        .hasMessage("rows must not be negative, got -1");
    assertThatThrownBy(() -> new SparseMatrix(3, starts, indices, values, 1, 3))
        .hasMessage("examples 1 … 3 must lie within the 2 of the array");
    assertThatThrownBy(() -> new SparseMatrix(3, starts, indices, new float[2], 0, 2))
        .hasMessage("non-zeros 0 … 3 must lie within 3 indices and 2 values");
    SparseMatrix narrow = new SparseMatrix(2, starts, indices, values, 0, 2);
    assertThatThrownBy(() -> narrow.addProduct(1, new float[9], 0, 1, new float[2], 0))
        .hasMessage("features must be in 0 … 1, got 2 in example 1");
    assertThatThrownBy(() -> narrow.addOuterProduct(1, new float[2], 0, 1, new float[9], 0))
        .hasMessage("features must be in 0 … 1, got 2 in example 1");
  }

  @Test
  void sparseProductsAgreeWithDenseOnes() {
    Key key = Key.of(5);
    int in = 40;
    int n = 30;
    int out = 9;
    float[] x = new float[in * n];
    float[] values = new float[in * n];
    int[] indices = new int[in * n];
    int[] starts = new int[n + 1];
    int p = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < in; i++) {
        if (key.below(j * in + i, 5) == 0) {
          x[j * in + i] = key.normal(j * in + i);
          indices[p] = i;
          values[p++] = x[j * in + i];
        }
      }
      starts[j + 1] = p;
    }
    float[] w = new float[out * in];
    float[] dz = new float[out * n];
    for (int i = 0; i < w.length; i++) {
      w[i] = key.with(1).normal(i);
    }
    for (int i = 0; i < dz.length; i++) {
      dz[i] = key.with(2).normal(i);
    }
    Matrix dense = new DenseMatrix(x, 0, in, n);
    Matrix sparse = new SparseMatrix(in, starts, indices, values, 0, n);
    float[][] z = new float[2][out * n];
    float[][] dw = new float[2][out * in];
    dense.addProduct(1, w, 0, out, z[0], 0);
    sparse.addProduct(1, w, 0, out, z[1], 0);
    dense.addOuterProduct(1, dz, 0, out, dw[0], 0);
    sparse.addOuterProduct(1, dz, 0, out, dw[1], 0);

    assertThat(z[1]).containsExactly(z[0], within(1e-5f));
    assertThat(dw[1]).containsExactly(dw[0], within(1e-5f));
  }

  private static float[] memory(Matrix x) {
    return x instanceof DenseMatrix dense ? dense.values() : ((SparseMatrix) x).values();
  }

  /** By multiplying with the unit matrix. */
  private static float[] dense(Matrix x) {
    float[] unit = new float[x.rows() * x.rows()];
    for (int i = 0; i < x.rows(); i++) {
      unit[i * x.rows() + i] = 1;
    }
    float[] z = new float[x.rows() * x.columns()];
    x.addProduct(1, unit, 0, x.rows(), z, 0);
    return z;
  }
}
