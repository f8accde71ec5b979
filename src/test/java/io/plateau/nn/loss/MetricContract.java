package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import io.plateau.nn.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every metric, with each loss that has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MetricContract {
  private static final int K = 3;
  private static final int N = 40;
  private static final Key KEY = Key.of(8);

  abstract List<Loss> losses();

  Stream<Arguments> metrics() {
    return losses().stream()
        .flatMap(loss -> loss.metrics().stream().map(metric -> Arguments.of(metric, loss)));
  }

  private static float[] outputs() {
    float[] z = new float[K * N];
    for (int i = 0; i < z.length; i++) {
      z[i] = KEY.normal(i);
    }
    return z;
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void partsAddUpAndWeightTwoIsTheExampleTwice(Metric metric, Loss loss) {
    float[] z = outputs();
    float[] y = Examples.targets(loss, K, N, KEY);
    int t = loss.targets(K);
    double whole = metric.sum(z, K, N, new Targets(y));
    double rest =
        metric.sum(
            Arrays.copyOfRange(z, 15 * K, N * K),
            K,
            N - 15,
            new Targets(Arrays.copyOfRange(y, 15 * t, N * t)));
    assertThat(metric.sum(z, K, 15, new Targets(y)) + rest).isCloseTo(whole, within(1e-9 * whole));
    float[] twos = new float[N];
    Arrays.fill(twos, 2);
    assertThat(metric.of(metric.sum(z, K, N, new Targets(y, twos)), 2 * N))
        .isCloseTo(metric.of(whole, N), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void anExampleOfWeightZeroIsAbsent(Metric metric, Loss loss) {
    float[] z = outputs();
    float[] y = Examples.targets(loss, K, 2, KEY);
    double one = metric.sum(z, K, 1, new Targets(y));
    Arrays.fill(z, K, 2 * K, Float.NaN);
    assertThat(metric.sum(z, K, 2, new Targets(y, new float[] {1, 0}))).isEqualTo(one);
    assertThat(metric.sum(z, K, 0, new Targets(y))).isZero();
  }

  /** Predictions that are the targets are best, and better than others. */
  @ParameterizedTest
  @MethodSource("metrics")
  void rightPredictionsAreBest(Metric metric, Loss loss) {
    float[] y = Examples.targets(loss, K, N, KEY);
    float[] z = new float[K * N];
    for (int i = 0; i < z.length; i++) {
      float target = y[loss.target() == Target.CLASS_INDEX ? i / K : i];
      z[i] =
          switch (loss.link()) {
            case IDENTITY -> target;
            case EXP -> (float) Math.log(target);
            case SIGMOID -> target - 0.5f;
            case SOFTMAX -> target == i % K ? 1 : 0;
          };
    }
    double best = metric.of(metric.sum(z, K, N, new Targets(y)), N);
    double other = metric.of(metric.sum(outputs(), K, N, new Targets(y)), N);
    assertThat(best).isCloseTo(metric.higherIsBetter() ? 1 : 0, within(1e-6));
    assertThat(metric.higherIsBetter() ? other < best : other > best).isTrue();
  }
}
