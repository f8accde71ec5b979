package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest extends MetricContract {
  @Override
  List<Loss> losses() {
    return Losses.names().stream().map(Losses::named).toList();
  }

  private static final float[] ONES = {};

  @Test
  void accuracyCountsTheLargestOutput() {
    Metric accuracy = metric("softmaxCrossEntropy", "accuracy");
    float[] z = {1, 2, 0, /**/ 5, 5, 1, /**/ -1, -3, -2, /**/ 0, 0, 9};
    float[] y = {1, 0, 2, 2};

    assertThat(accuracy.higherIsBetter()).isTrue();
    assertThat(value(accuracy, z, 3, y, ONES)).isEqualTo(0.75);
    assertThat(value(accuracy, z, 3, y, new float[] {1, 2, 4, 0}))
        .isCloseTo(3 / 7.0, within(1e-12));
  }

  @Test
  void accuracyOfLabelsCountsRightAnswers() {
    Metric accuracy = metric("sigmoidCrossEntropy", "accuracy");
    float[] z = {1, -2, /**/ -1, 3};
    float[] y = {1, 0, /**/ 1, 1};

    assertThat(accuracy.higherIsBetter()).isTrue();
    assertThat(value(accuracy, z, 2, y, ONES)).isEqualTo(0.75);
    assertThat(value(accuracy, z, 2, y, new float[] {3, 1})).isEqualTo(3.5 / 4);
  }

  @Test
  void errorsAreAveragedOverOutputsAndExamples() {
    float[] z = {1, 2, /**/ 3, 4};
    float[] y = {0, 4, /**/ 3, 8};
    for (String loss : new String[] {"squared", "absolute", "huber"}) {
      Metric rmse = metric(loss, "rmse");
      Metric mae = metric(loss, "mae");

      assertThat(rmse.higherIsBetter()).isFalse();
      assertThat(mae.higherIsBetter()).isFalse();
      assertThat(value(rmse, z, 2, y, ONES)).isCloseTo(Math.sqrt(21 / 4.0), within(1e-12));
      assertThat(value(mae, z, 2, y, ONES)).isCloseTo(7 / 4.0, within(1e-12));
      float[] weights = {3, 1};
      assertThat(value(rmse, z, 2, y, weights)).isCloseTo(Math.sqrt(31 / 8.0), within(1e-12));
      assertThat(value(mae, z, 2, y, weights)).isCloseTo(13 / 8.0, within(1e-12));
    }
  }

  @Test
  void errorsOfCountsAreOnTheRateNotItsLogarithm() {
    float[] z = {0, (float) Math.log(3)};
    float[] y = {3, 3};

    assertThat(value(metric("poisson", "mae"), z, 1, y, ONES)).isCloseTo(1, within(1e-6));
    assertThat(value(metric("poisson", "rmse"), z, 1, y, ONES))
        .isCloseTo(Math.sqrt(2), within(1e-6));
  }

  private static Metric metric(String loss, String name) {
    return Losses.named(loss).metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double value(Metric metric, float[] z, int k, float[] y, float[] weights) {
    int n = z.length / k;
    double weight = n;
    if (weights.length > 0) {
      weight = 0;
      for (float w : weights) {
        weight += w;
      }
    }
    return metric.of(metric.sum(z, k, n, new Targets(y, weights)), weight);
  }
}
