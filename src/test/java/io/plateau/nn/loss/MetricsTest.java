package io.plateau.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values by hand, of scikit-learn's documentation, and of its formulas in double precision. */
class MetricsTest extends MetricContract {
  private static final String SOFTMAX = "softmaxCrossEntropy";
  private static final String SIGMOID = "sigmoidCrossEntropy";
  private static final float[] ONES = {};
  private static final int N = 500;

  @Override
  List<Loss> losses() {
    return Losses.names().stream().map(Losses::named).toList();
  }

  @Test
  void eachLossHasThoseOfItsTargets() {
    assertThat(names(Losses.named(SOFTMAX).metrics()))
        .isEqualTo(names(Losses.named(SIGMOID).metrics()))
        .containsExactly("accuracy", "logLoss", "auc", "balancedAccuracy", "f1", "brier");
    assertThat(names(Losses.named(SOFTMAX).mainMetrics()))
        .isEqualTo(names(Losses.named(SIGMOID).mainMetrics()))
        .containsExactly("accuracy");
    assertThat(names(Losses.named("quantile").metrics()))
        .containsExactly("rmse", "mae", "r2", "mape", "pinball");
    assertThat(names(Losses.named("quantile").mainMetrics())).containsExactly("rmse", "mae");
    for (String loss : List.of("squared", "absolute", "huber", "poisson")) {
      assertThat(names(Losses.named(loss).metrics())).containsExactly("rmse", "mae", "r2", "mape");
      assertThat(names(Losses.named(loss).mainMetrics())).containsExactly("rmse", "mae");
    }
  }

  private static List<String> names(List<Metric> metrics) {
    return metrics.stream().map(Metric::name).toList();
  }

  @Test
  void accuracyCountsTheLargestOutput() {
    float[] z = {1, 2, 0, /**/ 5, 5, 1, /**/ -1, -3, -2, /**/ 0, 0, 9};
    float[] y = {1, 0, 2, 2};

    assertThat(value(SOFTMAX, "accuracy", z, 3, y, ONES)).isEqualTo(0.75);
    assertThat(value(SOFTMAX, "accuracy", z, 3, y, new float[] {1, 2, 4, 0}))
        .isCloseTo(3 / 7.0, within(1e-12));
  }

  @Test
  void accuracyOfLabelsCountsRightAnswers() {
    float[] z = {1, -2, /**/ -1, 3};
    float[] y = {1, 0, /**/ 1, 1};

    assertThat(value(SIGMOID, "accuracy", z, 2, y, ONES)).isEqualTo(0.75);
    assertThat(value(SIGMOID, "accuracy", z, 2, y, new float[] {3, 1})).isEqualTo(3.5 / 4);
    assertThat(value(SIGMOID, "accuracy", new float[1], 1, new float[1], ONES))
        .as("probability 1/2 is a no")
        .isEqualTo(1);
  }

  @Test
  void errorsAreAveragedOverOutputsAndExamples() {
    float[] z = {1, 2, /**/ 3, 4};
    float[] y = {0, 4, /**/ 3, 8};
    for (String loss : new String[] {"squared", "absolute", "huber"}) {
      assertThat(value(loss, "rmse", z, 2, y, ONES)).isCloseTo(Math.sqrt(21 / 4.0), within(1e-12));
      assertThat(value(loss, "mae", z, 2, y, ONES)).isCloseTo(7 / 4.0, within(1e-12));
      float[] weights = {3, 1};
      assertThat(value(loss, "rmse", z, 2, y, weights))
          .isCloseTo(Math.sqrt(31 / 8.0), within(1e-12));
      assertThat(value(loss, "mae", z, 2, y, weights)).isCloseTo(13 / 8.0, within(1e-12));
    }
  }

  @Test
  void errorsOfCountsAreOnTheRateNotItsLogarithm() {
    float[] z = {0, (float) Math.log(3)};
    float[] y = {3, 3};

    assertThat(value("poisson", "mae", z, 1, y, ONES)).isCloseTo(1, within(1e-6));
    assertThat(value("poisson", "rmse", z, 1, y, ONES)).isCloseTo(Math.sqrt(2), within(1e-6));
    assertThat(value("poisson", "mape", z, 1, y, ONES)).isCloseTo(1 / 3.0, within(1e-6));
  }

  /** Examples of the pages of r2_score and mean_absolute_percentage_error. */
  @Test
  void fractionsOfTheLabelsAreThoseOfScikitLearn() {
    float[] y = {3, -0.5f, 2, 7};
    float[] z = {2.5f, 0, 2, 8};
    assertThat(value("squared", "r2", z, 1, y, ONES)).isCloseTo(0.948608137, within(1e-9));
    assertThat(value("squared", "mape", z, 1, y, ONES)).isCloseTo(0.327380952, within(1e-9));
    float[] several = {0.5f, 1, /**/ -1, 1, /**/ 7, -6};
    float[] predicted = {0, 2, /**/ -1, 2, /**/ 8, -5};
    assertThat(value("squared", "mape", predicted, 2, several, ONES))
        .isCloseTo(0.551587302, within(1e-9));
    // The mean of 1 − 1.25/36.1666… and 1 − 3/32.6666….
    assertThat(value("squared", "r2", predicted, 2, several, ONES))
        .isCloseTo(0.936800527, within(1e-9));
    assertThat(value("squared", "r2", new float[] {1, 2}, 1, new float[] {3, 3}, ONES)).isNaN();
    // A label of 0 has no such error.
    assertThat(value("squared", "mape", new float[] {1, 2}, 1, new float[] {0, 4}, ONES))
        .isEqualTo(0.5);
    assertThat(value("squared", "mape", new float[] {1}, 1, new float[] {0}, ONES)).isNaN();
  }

  /** The weight of all examples, less that of those with a label, is rounded. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 11, 12})
  void aLabelOfAllExamplesHasTheirRecallAsBalancedAccuracy(int seed) {
    int batch = 10;
    Metric metric = Measured.metric(SIGMOID, "balancedAccuracy");
    double[] sums = new double[metric.sums(1)];
    double weight = 0;
    double right = 0;
    for (int b = 0; b < 40; b++) {
      float[] z = new float[batch];
      float[] y = new float[batch];
      float[] weights = new float[batch];
      Arrays.fill(y, 1);
      for (int j = 0; j < batch; j++) {
        z[j] = Key.of(seed).with("z").normal(b * batch + j);
        weights[j] = (float) Math.exp(5 * Key.of(seed).with("w").normal(b * batch + j));
        right += z[j] > 0 ? weights[j] : 0;
      }
      Targets targets = new Targets(y, weights);
      metric.add(z, 1, batch, targets, sums, 0);
      weight += targets.totalWeight(batch);
    }
    assertThat(metric.value(sums, 0, 1, weight)).isCloseTo(right / weight, within(1e-9));
  }

  /** Sums of equal targets are rounded, and so is what is left of their difference. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1 / 3.0, 123.4567})
  void equalTargetsHaveNoDetermination(double target) {
    int n = 3000;
    float[] y = new float[n];
    float[] weights = new float[n];
    float[] ones = new float[n];
    Arrays.fill(y, (float) target);
    Arrays.fill(ones, 1);
    for (int j = 0; j < n; j++) {
      weights[j] = 0.1f + Key.of(3).uniform(j);
    }
    assertThat(value("squared", "r2", new float[n], 1, y, ones)).isNaN();
    assertThat(value("squared", "r2", new float[n], 1, y, weights)).isNaN();
  }

  /** {@code 1 − Σw·(y − prediction)² / Σw·(y − mean)²}, as r2_score with sample_weight. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 100})
  void determinationOfWeightedRowsFollowsItsFormula(double unit) {
    float[] y = random(1, 3);
    float[] z = new float[N];
    float[] weights = weights();
    double total = 0;
    double mean = 0;
    for (int j = 0; j < N; j++) {
      z[j] = y[j] + Key.of(9).normal(j);
      weights[j] *= (float) (unit / N);
      total += weights[j];
      mean += (double) weights[j] * y[j];
    }
    mean /= total;
    double squares = 0;
    double spread = 0;
    for (int j = 0; j < N; j++) {
      squares += weights[j] * Math.pow((double) z[j] - y[j], 2);
      spread += weights[j] * Math.pow(y[j] - mean, 2);
    }
    assertThat(value("squared", "r2", z, 1, y, weights))
        .isCloseTo(1 - squares / spread, within(1e-9));
  }

  /** The examples of the page of mean_pinball_loss. */
  @Test
  void thePinballLossIsThatOfScikitLearn() {
    float[] y = {1, 2, 3};
    Metric low = Measured.metric(new Quantile(0.1), "pinball");
    Metric high = Measured.metric(new Quantile(0.9), "pinball");
    float[][] predictions = {{0, 2, 3}, {1, 2, 4}};
    assertThat(Measured.value(low, predictions[0], 1, new Targets(y)))
        .isCloseTo(0.1 / 3, within(1e-12));
    assertThat(Measured.value(low, predictions[1], 1, new Targets(y)))
        .isCloseTo(0.9 / 3, within(1e-12));
    assertThat(Measured.value(high, predictions[0], 1, new Targets(y)))
        .isCloseTo(0.9 / 3, within(1e-12));
    assertThat(Measured.value(high, predictions[1], 1, new Targets(y)))
        .isCloseTo(0.1 / 3, within(1e-12));
  }

  @Test
  void percentagesOfStandardizedLabelsAreOfTheirOwnUnit() {
    double[] labels = {0, 100, 250, 1000};
    double[] predictions = {30, 90, 300, 1000};
    LabelUnit unit = new LabelUnit(new double[] {337.5}, new double[] {450.0});
    float[] y = new float[4];
    float[] z = new float[4];
    for (int i = 0; i < 4; i++) {
      y[i] = (float) ((labels[i] - 337.5) / 450);
      z[i] = (float) ((predictions[i] - 337.5) / 450);
    }
    Metric metric = Measured.metric("squared", "mape").in(unit);
    assertThat(Measured.value(metric, z, 1, new Targets(y)))
        .isCloseTo((0.1 + 0.2 + 0) / 3, within(1e-6));
  }

  /** The example of the page of roc_auc_score. */
  @Test
  void theAreaUnderTheRocCurveIsThatOfScikitLearn() {
    float[] y = {0, 0, 1, 1};
    double[] p = {0.1, 0.4, 0.35, 0.8};
    float[] z = new float[8];
    float[] one = new float[4];
    for (int i = 0; i < 4; i++) {
      one[i] = (float) Math.log(p[i] / (1 - p[i]));
      z[2 * i + 1] = one[i];
    }
    assertThat(value(SOFTMAX, "auc", z, 2, y, ONES)).isEqualTo(0.75);
    assertThat(value(SIGMOID, "auc", one, 1, y, ONES)).isEqualTo(0.75);
    // All pairs equal count half; without a pair there is no area.
    assertThat(value(SOFTMAX, "auc", new float[8], 2, y, ONES)).isEqualTo(0.5);
    assertThat(value(SOFTMAX, "auc", z, 2, new float[4], ONES)).isNaN();
  }

  /** By all pairs, of each class against the rest. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 30, 100})
  void theAreaIsThatOfAllPairs(int k) {
    float[] z = random(k, 2);
    float[] y = classes(k);
    float[] weights = weights();
    double[] areas = new double[k];
    for (int c = 0; c < k; c++) {
      areas[c] = pairs(probabilities(z, k, c), y, c, weights);
    }
    double expected = k == 2 ? areas[1] : RocArea.mean(areas);
    double coarse = k <= 2 ? 1e-4 : k <= 16 ? 1e-3 : 4e-3;
    assertThat(value(SOFTMAX, "auc", z, k, y, weights)).isCloseTo(expected, within(coarse));

    float[] labels = new float[k * N];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Key.of(4).below(i, 2);
    }
    for (int l = 0; l < k; l++) {
      float[] own = new float[N];
      double[] score = new double[N];
      for (int j = 0; j < N; j++) {
        own[j] = labels[j * k + l];
        score[j] = z[j * k + l];
      }
      areas[l] = pairs(score, own, 1, weights);
    }
    assertThat(value(SIGMOID, "auc", z, k, labels, weights))
        .isCloseTo(RocArea.mean(areas), within(coarse));
  }

  @Test
  void anAreaOfMoreClassesThanAnArrayHasSumsOfIsRefused() {
    Metric auc = Measured.metric(SOFTMAX, "auc");
    assertThat(auc.sums(400_000)).isEqualTo(400_000 * 2 * 1282);
    assertThatThrownBy(() -> auc.sums(1_000_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "auc of 1000000 classes takes 2564000000 sums, more than an array holds; monitor"
                + " logLoss instead");
  }

  private static double pairs(double[] score, float[] y, int c, float[] weights) {
    double above = 0;
    double all = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        if (y[i] == c && y[j] != c) {
          double w = (double) weights[i] * weights[j];
          all += w;
          above += score[i] > score[j] ? w : score[i] == score[j] ? w / 2 : 0;
        }
      }
    }
    return above / all;
  }

  /** The examples of the pages of balanced_accuracy_score and f1_score. */
  @Test
  void meansOverClassesAreThoseOfScikitLearn() {
    assertThat(
            value(
                SOFTMAX,
                "balancedAccuracy",
                chosen(2, 0, 1, 0, 0, 0, 1),
                2,
                of(0, 1, 0, 0, 1, 0),
                ONES))
        .isEqualTo(0.625);
    assertThat(value(SOFTMAX, "f1", chosen(3, 0, 2, 1, 0, 0, 1), 3, of(0, 1, 2, 0, 1, 2), ONES))
        .isCloseTo(0.8 / 3, within(1e-12));
    // Of two classes that of the second: 2 of 3 right, 2 of 4 found.
    assertThat(value(SOFTMAX, "f1", chosen(2, 1, 1, 1, 0, 0, 0), 2, of(1, 1, 0, 1, 1, 0), ONES))
        .isCloseTo(4 / 7.0, within(1e-12));
    // A class that nothing has does not count.
    assertThat(value(SOFTMAX, "f1", chosen(4, 0, 2, 1, 0, 0, 1), 4, of(0, 1, 2, 0, 1, 2), ONES))
        .isCloseTo(0.8 / 3, within(1e-12));
    assertThat(value(SOFTMAX, "balancedAccuracy", chosen(3, 0, 1, 2, 1), 3, of(0, 1, 1, 1), ONES))
        .isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
  }

  @Test
  void meansOverLabelsAreOfTheAnswersOfEach() {
    float[] z = {1, -1, /**/ 1, -1, /**/ -1, 1, /**/ -1, -1};
    float[] y = {1, 1, /**/ 0, 0, /**/ 1, 1, /**/ 0, 0};
    float[] weights = {1, 2, 1, 4};
    double first = 1 / 2.0;
    double second = 1 / 2.0;
    double no = 4 / 6.0;
    assertThat(value(SIGMOID, "balancedAccuracy", z, 2, y, weights))
        .isCloseTo(((first + no) / 2 + (second + 1) / 2) / 2, within(1e-12));
    // Precision 1/3 and recall 1/2; precision 1 and recall 1/2.
    assertThat(value(SIGMOID, "f1", z, 2, y, weights))
        .isCloseTo((0.4 + 2 / 3.0) / 2, within(1e-12));
  }

  /** The examples of the pages of log_loss and brier_score_loss. */
  @Test
  void errorsOfProbabilitiesAreThoseOfScikitLearn() {
    float[] spam = logits(0.9, 0.1, 0.2, 0.65);
    assertThat(value(SIGMOID, "logLoss", spam, 1, of(1, 0, 0, 1), ONES))
        .isCloseTo(0.2161617, within(1e-6));
    float[] p = logits(0.1, 0.9, 0.8, 0.3);
    assertThat(value(SIGMOID, "brier", p, 1, of(0, 1, 1, 0), ONES)).isCloseTo(0.0375, within(1e-6));
    float[] two = new float[8];
    for (int i = 0; i < 4; i++) {
      two[2 * i + 1] = p[i];
    }
    assertThat(value(SOFTMAX, "brier", two, 2, of(0, 1, 1, 0), ONES))
        .isCloseTo(0.0375, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void errorsOfProbabilitiesFollowTheirFormulas(int k) {
    float[] z = random(k, 2);
    float[] y = classes(k);
    float[] weights = weights();
    double logLoss = 0;
    double brier = 0;
    double total = 0;
    for (int c = 0; c < k; c++) {
      double[] p = probabilities(z, k, c);
      for (int j = 0; j < N; j++) {
        double truth = y[j] == c ? 1 : 0;
        logLoss -= weights[j] * truth * Math.log(p[j]);
        brier += k == 2 && c == 0 ? 0 : weights[j] * (p[j] - truth) * (p[j] - truth);
        total += weights[j] / k;
      }
    }
    assertThat(value(SOFTMAX, "logLoss", z, k, y, weights))
        .isCloseTo(logLoss / total, within(1e-6));
    assertThat(value(SOFTMAX, "brier", z, k, y, weights)).isCloseTo(brier / total, within(1e-6));
  }

  private static float[] of(float... y) {
    return y;
  }

  /** Outputs of which the class given is the largest. */
  private static float[] chosen(int k, int... classes) {
    float[] z = new float[k * classes.length];
    for (int j = 0; j < classes.length; j++) {
      z[j * k + classes[j]] = 1;
    }
    return z;
  }

  private static float[] logits(double... p) {
    float[] z = new float[p.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) Math.log(p[i] / (1 - p[i]));
    }
    return z;
  }

  private static float[] random(int k, float scale) {
    float[] z = new float[k * N];
    for (int i = 0; i < z.length; i++) {
      z[i] = scale * Key.of(5).normal(i);
    }
    return z;
  }

  private static float[] classes(int k) {
    float[] y = new float[N];
    for (int j = 0; j < N; j++) {
      y[j] = Key.of(6).below(j, k);
    }
    return y;
  }

  private static float[] weights() {
    float[] weights = new float[N];
    for (int j = 0; j < N; j++) {
      weights[j] = Key.of(7).below(j, 4);
    }
    return weights;
  }

  /** The probability of a class, in double precision. */
  private static double[] probabilities(float[] z, int k, int c) {
    double[] p = new double[N];
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int i = 0; i < k; i++) {
        sum += Math.exp(z[j * k + i]);
      }
      p[j] = Math.exp(z[j * k + c]) / sum;
    }
    return p;
  }

  private static double value(
      String loss, String name, float[] z, int k, float[] y, float[] weights) {
    return Measured.value(Measured.metric(loss, name), z, k, new Targets(y, weights));
  }
}
