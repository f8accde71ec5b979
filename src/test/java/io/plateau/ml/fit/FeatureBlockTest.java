package io.plateau.ml.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class FeatureBlockTest {
  private static final int WIDTH = 40;
  private static final Vector DENSE = Vectors.dense(everySecond());
  private static final Vector SPARSE =
      Vectors.sparse(WIDTH, new int[] {0, 7, 39}, new double[] {1.5, -2, 3});
  private static final Vector EMPTY = Vectors.sparse(WIDTH, new int[0], new double[0]);

  private static double[] everySecond() {
    double[] values = new double[WIDTH];
    for (int i = 0; i < WIDTH; i += 2) {
      values[i] = i - 3.25;
    }
    return values;
  }

  private static InternalRow row(Vector vector) {
    Object cell = vector == null ? null : new VectorUDT().serialize(vector);
    return new GenericInternalRow(new Object[] {"before", cell});
  }

  /** All numbers of the block, by a product with the identity. */
  private static float[] numbers(Matrix matrix) {
    float[] identity = new float[WIDTH * WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      identity[i * WIDTH + i] = 1;
    }
    float[] z = new float[WIDTH * matrix.columns()];
    matrix.addProduct(1, identity, 0, WIDTH, z, 0);
    return z;
  }

  private static Matrix block(FeatureBlock block, List<Vector> vectors) {
    block.clear();
    for (Vector vector : vectors) {
      assertThat(block.add(row(vector), 1)).isTrue();
    }
    assertThat(block.rows()).isEqualTo(vectors.size());
    float[] expected = new float[WIDTH * vectors.size()];
    for (int j = 0; j < vectors.size(); j++) {
      for (int i = 0; i < WIDTH; i++) {
        expected[j * WIDTH + i] = (float) vectors.get(j).apply(i);
      }
    }
    Matrix matrix = block.matrix();
    assertThat(numbers(matrix)).isEqualTo(expected);
    return matrix;
  }

  @Test
  void holdsTheNumbersOfDenseSparseAndMixedRowsBlockAfterBlock() {
    FeatureBlock block = new FeatureBlock(WIDTH, FeatureColumns.NUMBERS, 8);
    assertThat(block(block, List.of(DENSE, DENSE))).isInstanceOf(DenseMatrix.class);
    assertThat(block(block, List.of(SPARSE, EMPTY, SPARSE))).isInstanceOf(SparseMatrix.class);
    assertThat(block(block, List.of(SPARSE, DENSE))).isInstanceOf(DenseMatrix.class);
    assertThat(block(block, List.of(SPARSE, DENSE, EMPTY, SPARSE, SPARSE, SPARSE)))
        .isInstanceOf(SparseMatrix.class);
    assertThat(block(block, List.of(DENSE))).isInstanceOf(DenseMatrix.class);
  }

  @Test
  void leavesOutWhatCannotBePredicted() {
    FeatureBlock block = new FeatureBlock(WIDTH, FeatureColumns.NUMBERS, 8);
    double[] hole = everySecond();
    hole[5] = Double.NaN;
    double[] large = everySecond();
    large[39] = 1e39;
    for (Vector bad :
        Arrays.asList(
            null,
            Vectors.dense(hole),
            Vectors.dense(large),
            Vectors.dense(1, 2),
            Vectors.sparse(WIDTH, new int[] {3}, new double[] {Double.NEGATIVE_INFINITY}),
            Vectors.sparse(WIDTH + 1, new int[] {3}, new double[] {1}))) {
      assertThat(block.add(row(bad), 1)).as("%s", bad).isFalse();
    }
    assertThat(block.add(row(DENSE), 1)).isTrue();
    assertThat(block.rows()).isEqualTo(1);
    float[] kept = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      kept[i] = (float) DENSE.apply(i);
    }
    assertThat(numbers(block.matrix())).isEqualTo(kept);
  }
}
