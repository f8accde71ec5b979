package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesTest extends LossContract {
  @Override
  List<Loss> all() {
    return Stream.concat(
            Losses.names().stream().map(Losses::named),
            Stream.of(
                new Huber(0.5),
                new Huber(2.5),
                new Quantile(0.05),
                new Quantile(0.9),
                new SoftmaxCrossEntropy(0.1),
                new SoftmaxCrossEntropy(0.6)))
        .toList();
  }

  @Test
  void factsOfTheTable() {
    assertThat(Losses.names(Target.REAL))
        .containsExactly("squared", "absolute", "huber", "quantile");
    assertThat(Losses.names(Target.CLASS_INDEX)).containsExactly("softmaxCrossEntropy");
    assertThat(Losses.names(Target.PROBABILITY)).containsExactly("sigmoidCrossEntropy");
    assertThat(Losses.names(Target.COUNT)).containsExactly("poisson");
    assertThat(Losses.metrics().stream().map(Metric::name))
        .containsExactly(
            "accuracy",
            "logLoss",
            "auc",
            "balancedAccuracy",
            "f1",
            "brier",
            "rmse",
            "mae",
            "r2",
            "mape",
            "pinball");
    for (LabelType type : LabelType.values()) {
      assertThat(type.fits(type.usualLoss())).isTrue();
    }
    assertThat(Losses.named("huber")).isEqualTo(new Huber(1));
    assertThatThrownBy(() -> Losses.named("huber", Map.of("delta", 0.0)))
        .hasMessage("delta must be above 0, got 0.0");
    assertThatThrownBy(() -> new Huber(1e39))
        .hasMessage("delta must be above 0, got 1.0E39, which is Infinity in single precision");
    assertThat(Losses.named("quantile")).isEqualTo(new Quantile(0.5));
    assertThat(new Quantile(0.9).level()).hasValue(0.9);
    assertThat(new Huber(1).level()).isEmpty();
    for (double tau : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> new Quantile(tau)).hasMessage("tau must be in (0, 1), got " + tau);
    }
  }

  /** Published: torch.nn.functional.cross_entropy with label_smoothing. */
  @Test
  void smoothedLabelsAskForNoCertainty() {
    Loss loss = Losses.named("softmaxCrossEntropy", Map.of("smoothing", 0.1));
    float[] dz = new float[4];
    float[] z = {1, -2, 0.5f, 0};
    assertThat(loss.sum(z, 4, 1, new Targets(new float[] {2}), dz))
        .isCloseTo(1.2676731623, within(1e-6));
    // Sure of the label to the degree that is asked for, no step lowers the loss
    float[] best = {(float) Math.log(0.925), (float) Math.log(0.025), 0, 0};
    best[2] = best[3] = best[1];
    loss.sum(best, 4, 1, new Targets(new float[] {0}), dz);
    assertThat(dz).containsExactly(new float[4], within(1e-7f));
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(1))
        .hasMessage("smoothing must be in [0, 1), got 1.0");
  }

  @Test
  void theTableHasAllNames() {
    assertThat(Losses.names())
        .containsExactly(
            "softmaxCrossEntropy",
            "sigmoidCrossEntropy",
            "squared",
            "absolute",
            "huber",
            "quantile",
            "poisson");
    assertThatThrownBy(() -> Losses.named("mse"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "loss must be one of softmaxCrossEntropy, sigmoidCrossEntropy, squared, absolute,"
                + " huber, quantile, poisson, got \"mse\"");
  }

  @ParameterizedTest
  @CsvSource({
    // Far from 0 the formulas as written overflow; these are their limits.
    "softmaxCrossEntropy, 200, -200, 0, 0, 0, 0",
    "softmaxCrossEntropy, 200, -200, 1, 400, 1, -1",
    "sigmoidCrossEntropy, 200, -200, 1 0, 0, 0, 0",
    "sigmoidCrossEntropy, 200, -200, 0 1, 400, 1, -1",
    "huber, 3, -3, 0 0, 5, 1, -1",
    "absolute, 2, -2, 2 0, 2, 0, -1",
    "quantile, 2, -2, 0 0, 2, 0.5, -0.5",
    "squared, 2, -2, 0 0, 4, 2, -2",
    "poisson, 0, 0, 2 0, 2, -1, 1",
  })
  void knownValues(
      String name, float z1, float z2, String y, double value, float slope1, float slope2) {
    String[] targets = y.split(" ");
    float[] target = new float[targets.length];
    for (int i = 0; i < target.length; i++) {
      target[i] = Float.parseFloat(targets[i]);
    }
    float[] dz = new float[2];
    double sum = Losses.named(name).sum(new float[] {z1, z2}, 2, 1, new Targets(target), dz);

    assertThat(sum).isCloseTo(value, within(1e-9));
    assertThat(dz).containsExactly(new float[] {slope1, slope2}, within(1e-7f));
  }

  /** A mean that is infinite as a float is an outlier, and no training that diverges. */
  @Test
  void aLargeMeanHasAFiniteLoss() {
    double sum = Losses.named("poisson").sum(new float[] {95}, 1, 1, new Targets(new float[] {2}));
    assertThat(sum).isCloseTo(Math.exp(95) - 190, withinPercentage(1e-9));
  }

  @Test
  void predictionsAreProbabilitiesMeansAndRates() {
    float ln2 = (float) Math.log(2);
    assertThat(predict("softmaxCrossEntropy", 0, ln2)).containsExactly(third(1), within(1e-6f));
    assertThat(predict("softmaxCrossEntropy", 1000, 1000)).containsExactly(0.5f, 0.5f);
    assertThat(predict("sigmoidCrossEntropy", 0, ln2))
        .containsExactly(new float[] {0.5f, 2 / 3f}, within(1e-6f));
    assertThat(predict("poisson", 0, ln2)).containsExactly(new float[] {1, 2}, within(1e-6f));
    for (String name : List.of("squared", "absolute", "huber", "quantile")) {
      assertThat(predict(name, 3, -4)).containsExactly(3, -4);
    }
  }

  private static float[] third(int parts) {
    return new float[] {parts / 3f, 1 - parts / 3f};
  }

  /** Of two examples alike, with a number after them that is not theirs. */
  private static float[] predict(String name, float z1, float z2) {
    float[] z = {z1, z2, z1, z2, 99};
    Losses.named(name).predict(z, 2, 2);
    assertThat(z[4]).isEqualTo(99);
    assertThat(new float[] {z[2], z[3]}).containsExactly(z[0], z[1]);
    return new float[] {z[0], z[1]};
  }

  @Test
  void targetsMustSuitTheLoss() {
    assertTarget("softmaxCrossEntropy", 12)
        .hasMessage("the target of example 1 must be a class index in 0 … 9, got 12.0");
    assertTarget("softmaxCrossEntropy", -1).hasMessageEndingWith("got -1.0");
    assertTarget("softmaxCrossEntropy", 1.5f).hasMessageEndingWith("got 1.5");
    assertTarget("softmaxCrossEntropy", Float.NaN).hasMessageEndingWith("got NaN");
    assertTarget("sigmoidCrossEntropy", 1.1f)
        .hasMessage("target 0 of example 0 must be in [0, 1], got 1.1");
    assertTarget("poisson", -1).hasMessage("target 0 of example 0 must be at least 0, got -1.0");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertTarget(
      String name, float target) {
    Loss loss = Losses.named(name);
    float[] y = new float[20];
    y[loss.targets(10) == 1 ? 1 : 0] = target;
    return assertThatThrownBy(() -> loss.sum(new float[20], 10, 2, new Targets(y)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
