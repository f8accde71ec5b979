package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import io.plateau.nn.Examples;
import io.plateau.nn.Unsmooth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calibration measures, against formulas in double precision. */
class CalibrationTest {
  private static final int N = 300;

  private static float[] outputs(int k) {
    float[] z = new float[k * N];
    for (int i = 0; i < z.length; i++) {
      z[i] = 3 * Key.of(15).normal(i);
    }
    return z;
  }

  private static double logLoss(
      Loss loss, float[] z, int k, Targets targets, double s, double smoothing) {
    double total = 0;
    for (int j = 0; j < N; j++) {
      double w = targets.weight(j);
      double sum = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        sum += Math.exp(s * z[i]);
        if (loss.target() == Target.PROBABILITY) {
          double y = (1 - smoothing) * targets.y()[i] + smoothing / 2;
          total += w * (Math.log(1 + Math.exp(s * z[i])) - s * z[i] * y);
        }
      }
      if (loss.target() == Target.CLASS_INDEX) {
        for (int i = 0; i < k; i++) {
          double y = smoothing / k + (targets.y()[j] == i ? 1 - smoothing : 0);
          total += w * y * (Math.log(sum) - s * z[j * k + i]);
        }
      }
    }
    return total;
  }

  private static double slope(
      Loss loss, float[] z, int k, Targets targets, double s, double smoothing) {
    return Measured.sums(new TemperedLogLoss(loss.target(), s, smoothing), z, k, N, targets)[2];
  }

  @ParameterizedTest
  @CsvSource({
    "softmaxCrossEntropy, 2, 1, 0",
    "softmaxCrossEntropy, 5, 0.3, 0",
    "softmaxCrossEntropy, 5, 4, 0.25",
    "sigmoidCrossEntropy, 1, 1, 0",
    "sigmoidCrossEntropy, 3, 2.5, 0.25",
  })
  void theTemperedLogLossHasItsDerivatives(String name, int k, double s, double smoothing) {
    Loss loss = Losses.named(name);
    float[] z = outputs(k);
    Targets targets =
        new Targets(Examples.targets(loss, k, N, Key.of(16)), Examples.weights(N, Key.of(17)));
    Metric metric = new TemperedLogLoss(loss.target(), s, smoothing);
    double[] sums = Measured.sums(metric, z, k, N, targets);

    double step = 1e-4;
    double at = logLoss(loss, z, k, targets, s, smoothing);
    double before = logLoss(loss, z, k, targets, s - step, smoothing);
    double after = logLoss(loss, z, k, targets, s + step, smoothing);
    double first = (after - before) / (2 * step);
    double second =
        (slope(loss, z, k, targets, s + step, smoothing)
                - slope(loss, z, k, targets, s - step, smoothing))
            / (2 * step);
    assertThat(sums[1]).isCloseTo(at, within(1e-7 * at));
    assertThat(sums[2]).isCloseTo(first, within(1e-4 * (1 + Math.abs(first))));
    assertThat(sums[3]).isCloseTo(second, within(1e-4 * (1 + second)));
    if (s == 1) {
      double usual =
          Measured.value(Measured.metric(loss, "logLoss"), z, k, targets) * targets.totalWeight(N);
      assertThat(sums[1]).isCloseTo(usual, within(1e-6 * usual));
    }
  }

  /** The log loss of unsmoothed probabilities, by its definition. */
  private static double unsmoothed(float[] z, int k, Targets targets, double s, double smoothing) {
    double total = 0;
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int i = j * k; i < (j + 1) * k; i++) {
        sum += Math.exp(s * z[i]);
      }
      double[] u = new double[k];
      double all = 0;
      for (int i = 0; i < k; i++) {
        double x = (Math.exp(s * z[j * k + i]) / sum - 0.2 / k) / (0.3 * 0.2 / k);
        u[i] = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        all += u[i];
      }
      for (int i = 0; i < k; i++) {
        double y = smoothing / k + (targets.y()[j] == i ? 1 - smoothing : 0);
        total -= targets.weight(j) * y * Math.log(u[i] / all);
      }
    }
    return total;
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0", "2, 0.4, 0.1", "5, 1.7, 0", "5, 0.3, 0.25"})
  void theUnsmoothedLogLossHasItsDerivatives(int k, double s, double smoothing) {
    Loss loss = Losses.named("softmaxCrossEntropy");
    Unsmooth inverse = new Unsmooth(k, 0.2, 0.3);
    float[] z = outputs(k);
    Targets targets =
        new Targets(Examples.targets(loss, k, N, Key.of(16)), Examples.weights(N, Key.of(17)));
    double[] sums =
        Measured.sums(
            new UnsmoothedLogLoss(0.2 / k, k / (0.3 * 0.2), s, smoothing), z, k, N, targets);

    double step = 1e-4;
    double at = unsmoothed(z, k, targets, s, smoothing);
    double before = unsmoothed(z, k, targets, s - step, smoothing);
    double after = unsmoothed(z, k, targets, s + step, smoothing);
    double first = (after - before) / (2 * step);
    double second = (after - 2 * at + before) / (step * step);
    assertThat(sums[1]).isCloseTo(at, within(1e-7 * at));
    assertThat(sums[2]).isCloseTo(first, within(1e-4 * (1 + Math.abs(first))));
    assertThat(sums[3]).isCloseTo(second, within(1e-3 * (1 + Math.abs(second))));

    float[] scaled = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      scaled[i] = (float) (s * z[i]);
    }
    inverse.apply(scaled, N);
    double measured = logLoss(loss, scaled, k, targets, 1, smoothing);
    assertThat(measured).isCloseTo(at, within(1e-5 * at));
  }

  @ParameterizedTest
  @CsvSource({
    "softmaxCrossEntropy, 2",
    "softmaxCrossEntropy, 4",
    "sigmoidCrossEntropy, 1",
    "sigmoidCrossEntropy, 3",
  })
  void theExpectedErrorIsThatOfItsBins(String name, int k) {
    Loss loss = Losses.named(name);
    float[] z = outputs(k);
    Targets targets =
        new Targets(Examples.targets(loss, k, N, Key.of(16)), Examples.weights(N, Key.of(17)));
    double[][] bins = new double[15][3];
    double all = 0;
    for (int j = 0; j < N; j++) {
      double w = targets.weight(j);
      if (loss.target() == Target.PROBABILITY) {
        for (int i = j * k; i < (j + 1) * k; i++) {
          double p = 1 / (1 + Math.exp(-z[i]));
          all += w;
          count(bins, p, targets.y()[i] >= 0.5, w);
        }
      } else {
        double sum = 0;
        int best = 0;
        for (int i = 0; i < k; i++) {
          sum += Math.exp(z[j * k + i]);
          best = z[j * k + i] > z[j * k + best] ? i : best;
        }
        int c = k == 2 ? 1 : best;
        all += w;
        count(bins, Math.exp(z[j * k + c]) / sum, targets.y()[j] == c, w);
      }
    }
    double error = 0;
    for (double[] bin : bins) {
      error += Math.abs(bin[1] - bin[2]) / all;
    }
    assertThat(Measured.value(new CalibrationError(loss.target()), z, k, targets))
        .isCloseTo(error, within(1e-6));
  }

  private static void count(double[][] bins, double p, boolean right, double w) {
    double[] bin = bins[(int) (15 * p)];
    bin[0] += w;
    bin[1] += w * p;
    bin[2] += right ? w : 0;
  }
}
