package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.2, 0.5, 0.75, 0.999})
  void masksZeroTheirShareAndKeepTheMean(double rate) {
    int n = 100_000;
    Key key = Key.of(1);
    float[] mask = new float[n + 1];
    Dropout.fill(mask, n, key, rate);

    int zeros = 0;
    for (int i = 0; i < n; i++) {
      assertThat(mask[i]).isEqualTo(Dropout.factor(key, i, (float) rate));
      assertThat(mask[i] == 0).isEqualTo(key.uniform(i) < (float) rate);
      zeros += mask[i] == 0 ? 1 : 0;
      assertThat(mask[i] == 0 || mask[i] == 1 / (1 - (float) rate)).isTrue();
    }
    double error = Math.sqrt(rate * (1 - rate) / n);
    assertThat((double) zeros / n).isCloseTo(rate, within(4 * error));
    assertThat(mask[n]).isZero();
  }

  @Test
  void sparseInputsLoseTheSameNumbersAsDenseOnes() {
    DenseMatrix all = Examples.features(6, 8, Key.of(4));
    Matrix dense = all.slice(2, 7);
    SparseMatrix sparse = (SparseMatrix) Examples.sparse(all).slice(2, 7);
    DenseMatrix left = (DenseMatrix) dropped(dense);
    SparseMatrix right = (SparseMatrix) dropped(sparse);

    for (int j = 0; j < 5; j++) {
      float[] column = new float[6];
      for (int p = right.starts()[2 + j]; p < right.starts()[3 + j]; p++) {
        column[right.indices()[p]] = right.values()[p];
      }
      for (int i = 0; i < 6; i++) {
        assertThat(column[i]).isEqualTo(left.values()[j * 6 + i] + 0f);
      }
    }
    assertThat(all.values()).isEqualTo(Examples.features(6, 8, Key.of(4)).values());
  }

  @Test
  void embeddingsOfSparseExamplesLearnAsThoseOfDenseOnes() {
    int n = 8;
    Columns columns =
        new Columns(List.of(new Numbers(90), new Embedding(new Codes(3, false), 2, 0)));
    Network network =
        new Network(List.of(columns, new Dense(columns.outputs(), 2))).withDropout(0.3, 0);
    DenseMatrix x = Examples.features(91, n, Key.of(6));
    for (int j = 0; j < n; j++) {
      x.values()[91 * j + 90] = j % 3;
    }
    float[] theta = network.initialize(Initializer.HE_NORMAL, Key.of(7));
    float[] dense = gradient(network, theta, x);
    float[] sparse = gradient(network, theta, Examples.sparse(x));

    for (int i = 0; i < dense.length; i++) {
      assertThat(sparse[i]).isCloseTo(dense[i], within(1e-4f));
    }
    assertThat(Arrays.copyOf(dense, columns.parameters())).doesNotContain(0);
  }

  private static float[] gradient(Network network, float[] theta, Matrix x) {
    float[] gradient = new float[theta.length];
    Batch batch = new Batch(x, new Targets(new float[2 * x.columns()])).masked(Key.of(8), 1);
    network.gradient(theta, batch, Losses.named("squared"), new Workspace(), gradient);
    return gradient;
  }

  private static Matrix dropped(Matrix x) {
    Pass pass = new Workspace().pass.forward(Optional.of(Key.of(5)), false);
    return new Dropout(6, 0.5).forward(new float[0], 0, x, pass);
  }
}
