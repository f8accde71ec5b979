package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import io.plateau.nn.Examples;
import io.plateau.nn.JavaSerialization;
import io.plateau.nn.autodiff.Reference;
import io.plateau.nn.autodiff.Scalar;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every loss: a new one gets these tests by a row in the table of a subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LossContract {
  private static final int K = 4;
  private static final int N = 50;

  abstract List<Loss> all();

  private static float[] outputs() {
    float[] z = new float[K * N];
    for (int i = 0; i < z.length; i++) {
      z[i] = 3 * Key.of(3).normal(i);
    }
    return z;
  }

  @ParameterizedTest
  @MethodSource("all")
  void settingsTellTheLoss(Loss loss) {
    assertThat(Losses.named(loss.name(), loss.settings())).isEqualTo(loss);
    assertThat(loss.settings()).hasSameSizeAs(Losses.hyperparameters(loss.name()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void valueAndDerivativeFollowTheFormula(Loss loss) {
    Key key = Key.of(3);
    float[] y = Examples.targets(loss, K, N, key);
    float[] z = new float[K * N];
    for (int i = 0; i < z.length; i++) {
      z[i] = 3 * key.normal(i);
    }
    float[] weights = Examples.weights(N, key);
    Targets targets = new Targets(y, weights);
    float[] dz = new float[K * N];
    double sum = loss.sum(z, K, N, targets, dz);

    double expected = 0;
    int width = loss.targets(K);
    for (int j = 0; j < N; j++) {
      Scalar[] outputs = new Scalar[K];
      for (int i = 0; i < K; i++) {
        outputs[i] = Scalar.of(z[j * K + i]);
      }
      double[] target = new double[width];
      for (int i = 0; i < width; i++) {
        target[i] = y[j * width + i];
      }
      Scalar value = Reference.loss(loss, outputs, target);
      value.backward();
      expected += weights[j] * value.value;
      for (int i = 0; i < K; i++) {
        double slope = weights[j] * outputs[i].gradient;
        assertThat((double) dz[j * K + i]).isCloseTo(slope, within(1e-6 + 1e-6 * Math.abs(slope)));
      }
    }
    assertThat(sum).isCloseTo(expected, within(1e-7 * Math.abs(expected)));
    assertThat(loss.sum(z, K, N, targets)).isEqualTo(sum);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aNaNOutputMakesTheLossNaN(Loss loss) {
    float[] z = {0, Float.NaN};
    float[] dz = new float[2];
    assertThat(loss.sum(z, 2, 1, new Targets(new float[] {1, 1}), dz)).isNaN();
    assertThat(dz[1]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("all")
  void survivesSerialization(Loss loss) throws Exception {
    assertThat(JavaSerialization.copy(loss)).isEqualTo(loss);
    for (Metric metric : loss.metrics()) {
      assertThat(JavaSerialization.copy(metric)).isEqualTo(metric);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void partsAddUpAndWeightTwoIsTheExampleTwice(Loss loss) {
    float[] y = Examples.targets(loss, K, N, Key.of(3));
    float[] z = outputs();
    int t = loss.targets(K);
    double whole = loss.sum(z, K, N, new Targets(y));
    double first = loss.sum(z, K, 20, new Targets(y));
    double rest =
        loss.sum(
            Arrays.copyOfRange(z, 20 * K, N * K),
            K,
            N - 20,
            new Targets(Arrays.copyOfRange(y, 20 * t, N * t)));
    assertThat(first + rest).isCloseTo(whole, within(1e-9 * Math.abs(whole)));
    float[] twos = new float[N];
    Arrays.fill(twos, 2);
    assertThat(loss.sum(z, K, N, new Targets(y, twos)))
        .isCloseTo(2 * whole, within(1e-9 * Math.abs(whole)));
  }

  /** Whatever its outputs and its target are. */
  @ParameterizedTest
  @MethodSource("all")
  void anExampleOfWeightZeroIsAbsent(Loss loss) {
    float[] y = new float[loss.targets(2)];
    Arrays.fill(y, Float.NaN);
    float[] dz = {5, 5, 5};
    float[] z = {Float.NaN, Float.POSITIVE_INFINITY};
    assertThat(loss.sum(z, 2, 1, new Targets(y, new float[] {0}), dz)).isZero();
    assertThat(dz).containsExactly(0, 0, 5);
    assertThat(loss.sum(z, 2, 0, new Targets(y), dz)).isZero();
  }

  /** Where the predictions are the targets, no step lowers the loss. */
  @ParameterizedTest
  @MethodSource("all")
  void theDerivativeVanishesAtTheTarget(Loss loss) {
    float[] z = {-1, 0.5f, 2};
    float[] y = z.clone();
    loss.predict(y, 3, 1);
    if (loss.target() != Target.CLASS_INDEX) {
      float[] dz = new float[3];
      loss.sum(z, 3, 1, new Targets(y), dz);
      assertThat(dz).containsExactly(new float[3], within(1e-6f));
    }
    assertThat(loss.metrics()).isNotEmpty();
  }
}
