package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import io.plateau.nn.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every metric, with each loss that has it and networks of 1 to 4 outputs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MetricContract {
  private static final int N = 40;
  private static final Key KEY = Key.of(8);

  abstract List<Loss> losses();

  Stream<Arguments> metrics() {
    return losses().stream()
        .flatMap(
            loss ->
                IntStream.rangeClosed(loss.target() == Target.CLASS_INDEX ? 2 : 1, 4)
                    .boxed()
                    .flatMap(
                        k -> loss.metrics().stream().map(metric -> Arguments.of(metric, loss, k))));
  }

  private static float[] outputs(int k) {
    float[] z = new float[k * N];
    for (int i = 0; i < z.length; i++) {
      z[i] = KEY.normal(i);
    }
    return z;
  }

  /** Targets of each class, and yes or no. */
  private static float[] targets(Loss loss, int k) {
    float[] y = Examples.targets(loss, k, N, KEY);
    for (int i = 0; i < y.length && loss.target() == Target.PROBABILITY; i++) {
      y[i] = (float) Math.ceil(y[i]);
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void partsAddUpAndWeightTwoIsTheExampleTwice(Metric metric, Loss loss, int k) {
    float[] z = outputs(k);
    float[] y = targets(loss, k);
    int t = loss.targets(k);
    double[] whole = Measured.sums(metric, z, k, N, new Targets(y));
    double[] parts = Measured.sums(metric, z, k, 15, new Targets(y));
    float[] rest = Arrays.copyOfRange(z, 15 * k, N * k);
    Targets theirs = new Targets(Arrays.copyOfRange(y, 15 * t, N * t));
    metric.add(rest, k, N - 15, theirs, parts, 1);
    requireClose(parts, whole, 1e-9);
    assertThat(parts[0]).isZero();
    double value = metric.value(whole, 1, k, N);
    assertThat(metric.value(parts, 1, k, N)).isCloseTo(value, within(1e-12));

    float[] twice = Arrays.copyOf(z, 2 * z.length);
    System.arraycopy(z, 0, twice, z.length, z.length);
    float[] twiceY = Arrays.copyOf(y, 2 * y.length);
    System.arraycopy(y, 0, twiceY, y.length, y.length);
    float[] twos = new float[N];
    Arrays.fill(twos, 2);
    assertThat(Measured.value(metric, z, k, new Targets(y, twos)))
        .isCloseTo(Measured.value(metric, twice, k, new Targets(twiceY)), within(1e-12))
        .isCloseTo(value, within(1e-12));
  }

  /** As {@code containsExactly} has it, which compares each of ten thousand sums with each. */
  private static void requireClose(double[] got, double[] expected, double most) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).as("sum %d", i).isCloseTo(expected[i], within(most));
    }
  }

  /** Weights may be normalized over a table, so that those of the validation rows are small. */
  @ParameterizedTest
  @MethodSource("metrics")
  void theUnitOfWeightsDoesNotMatter(Metric metric, Loss loss, int k) {
    float[] z = outputs(k);
    float[] y = targets(loss, k);
    float[] weights = Examples.weights(N, KEY);
    float[] small = weights.clone();
    for (int j = 0; j < N; j++) {
      small[j] *= 0x1p-10f;
    }
    assertThat(Measured.value(metric, z, k, new Targets(y, small)))
        .isCloseTo(Measured.value(metric, z, k, new Targets(y, weights)), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void anExampleOfWeightZeroIsAbsent(Metric metric, Loss loss, int k) {
    float[] z = outputs(k);
    float[] y = targets(loss, k);
    double[] one = Measured.sums(metric, z, k, 1, new Targets(y));
    Arrays.fill(z, k, 2 * k, Float.NaN);
    Arrays.fill(y, loss.targets(k), 2 * loss.targets(k), Float.NaN);
    assertThat(Measured.sums(metric, z, k, 2, new Targets(y, new float[] {1, 0}))).isEqualTo(one);
    assertThat(Measured.sums(metric, z, k, 0, new Targets(y))).containsOnly(0);
  }

  /** Predictions that are the targets are best, and better than others. */
  @ParameterizedTest
  @MethodSource("metrics")
  void rightPredictionsAreBest(Metric metric, Loss loss, int k) {
    float[] y = targets(loss, k);
    float[] z = new float[k * N];
    for (int i = 0; i < z.length; i++) {
      float target = y[loss.target() == Target.CLASS_INDEX ? i / k : i];
      z[i] =
          switch (loss.link()) {
            case IDENTITY -> target;
            case EXP -> (float) Math.log(target);
            case SIGMOID -> 120 * (target - 0.5f);
            case SOFTMAX -> target == i % k ? 60 : 0;
          };
    }
    double best = Measured.value(metric, z, k, new Targets(y));
    double other = Measured.value(metric, outputs(k), k, new Targets(y));
    assertThat(best).isCloseTo(metric.higherIsBetter() ? 1 : 0, within(1e-6));
    assertThat(metric.higherIsBetter() ? other < best : other > best).isTrue();
  }

  /** As a validation of the engine has it: each metric has its own range of one array. */
  @ParameterizedTest
  @MethodSource("metrics")
  void isMeasuredBesideOthers(Metric metric, Loss loss, int k) {
    float[] z = outputs(k);
    Targets targets = new Targets(targets(loss, k), Examples.weights(N, KEY));
    Measurement all = new Measurement(loss, List.of(loss.metrics().get(0), metric), k);
    double[] sums = new double[all.sums()];
    all.add(z, N, targets, sums);
    double weight = targets.totalWeight(N);
    assertThat(all.loss(sums, weight)).isEqualTo(loss.sum(z, k, N, targets) / weight);
    assertThat(all.metrics(sums, weight))
        .containsEntry(metric.name(), Measured.value(metric, z, k, targets));
  }
}
