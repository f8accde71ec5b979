package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.engine.round.DistributedValidation;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.ValidationRows;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import io.plateau.nn.Layer;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.Parametrization;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Unsmooth;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Target;
import io.plateau.spec.Calibration;
import io.plateau.train.TrainingListener;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels are drawn from probabilities at a known temperature of logits that are the features. */
class TemperatureTest {
  private static final int ROWS = 4000;
  private static final double SMOOTHING = 1.0 / (ROWS + 1);

  /**
   * Rows whose features are logits.
   *
   * @param smoothing of the probabilities that the logits stand for
   */
  private record Rows(Loss loss, int k, double temperature, double smoothing)
      implements Serializable {
    Rows(Loss loss, int k, double temperature) {
      this(loss, k, temperature, 0);
    }

    Example row(int i) {
      Key key = Key.of(31).with(i);
      float[] z = new float[k];
      double sum = 0;
      for (int c = 0; c < k; c++) {
        z[c] = 4 * key.normal(c);
        sum += Math.exp(z[c] / temperature);
      }
      float[] y = new float[loss.targets(k)];
      if (loss.target() == Target.CLASS_INDEX) {
        double left = key.uniform(50) * sum;
        while (y[0] < k - 1 && left >= Math.exp(z[(int) y[0]] / temperature)) {
          left -= Math.exp(z[(int) y[0]++] / temperature);
        }
      } else {
        for (int c = 0; c < k; c++) {
          y[c] = key.uniform(50 + c) < 1 / (1 + Math.exp(-z[c] / temperature)) ? 1 : 0;
        }
      }
      if (smoothing > 0) {
        for (int c = 0; c < k; c++) {
          double p = Math.exp(z[c] / temperature) / sum;
          z[c] = (float) Math.log((1 - smoothing) * p + smoothing / k);
        }
      }
      return Example.dense(z, y, 1 + i % 3);
    }

    /** The log loss of unsmoothed probabilities. */
    double unsmoothed(double s, double platt) {
      double total = 0;
      double weight = 0;
      for (int i = 0; i < ROWS; i++) {
        Example row = row(i);
        double sum = 0;
        for (int c = 0; c < k; c++) {
          sum += Math.exp(s * row.values[c]);
        }
        double all = 0;
        double own = 0;
        for (int c = 0; c < k; c++) {
          double q = Math.exp(s * row.values[c]) / sum;
          double u = Math.log1p(Math.exp((q - 0.1 / k) / (0.2 * 0.1 / k)));
          u = Double.isInfinite(u) ? (q - 0.1 / k) / (0.2 * 0.1 / k) : u;
          all += u;
          own += (platt / k + (c == row.target[0] ? 1 - platt : 0)) * Math.log(u);
        }
        total += row.weight * (Math.log(all) - own);
        weight += row.weight;
      }
      return total / weight;
    }

    double logLoss(double s) {
      return logLoss(s, 0);
    }

    double logLoss(double s, double smoothing) {
      double total = 0;
      double weight = 0;
      for (int i = 0; i < ROWS; i++) {
        Example row = row(i);
        double sum = 0;
        double loss = 0;
        double spread = 0;
        for (int c = 0; c < k; c++) {
          double a = s * row.values[c];
          sum += Math.exp(a);
          loss +=
              this.loss.target() == Target.CLASS_INDEX
                  ? 0
                  : Math.log1p(Math.exp(a)) - ((1 - smoothing) * row.target[c] + smoothing / 2) * a;
          spread += a / k;
        }
        loss +=
            this.loss.target() == Target.CLASS_INDEX
                ? Math.log(sum)
                    - (1 - smoothing) * s * row.values[(int) row.target[0]]
                    - smoothing * spread
                : 0;
        total += row.weight * loss;
        weight += row.weight;
      }
      return total / weight;
    }
  }

  /** The identity, as a linear network. */
  private static float[] identity(Network network) {
    float[] weights = new float[network.parameters()];
    for (int i = 0; i < network.inputs(); i++) {
      weights[i * network.inputs() + i] = 1;
    }
    return weights;
  }

  private static Temperature.Calibrated calibrated(Rows rows, int partitions, Calibration how) {
    return calibrated(rows, partitions, trained(rows), how);
  }

  /** A linear network whose outputs are its inputs. */
  private static TrainedNetwork trained(Rows rows) {
    Network network = Network.of(rows.k, new int[0], rows.k, Activations.named("tanh"));
    return trained(network, rows, identity(network));
  }

  private static TrainedNetwork trained(Network network, Rows rows, float[] weights) {
    LabelType labels =
        rows.loss.target() == Target.CLASS_INDEX ? LabelType.CLASS : LabelType.LABELS;
    return new TrainedNetwork(network, rows.loss, labels, weights);
  }

  private static Temperature.Calibrated calibrated(
      Rows rows, int partitions, TrainedNetwork trained, Calibration how) {
    return with(
        rows,
        partitions,
        validation -> Temperature.of(Optional.of(validation), trained, how, TrainingListener.NONE));
  }

  private static <T> T with(Rows rows, int partitions, Function<ShardedRows, T> use) {
    JavaRDD<Example> all =
        LocalSpark.context()
            .parallelize(IntStream.range(0, ROWS).boxed().toList(), partitions)
            .map(rows::row);
    Census census = Counted.of(all);
    ShardLayout layout =
        new ShardLayout(rows.k, rows.loss.targets(rows.k), 4, census.partitions(rows.k), false, 1);
    try (DealtRows dealt = DealtRows.deal(all, Optional.of(all), layout, TrainingListener.NONE)) {
      return use.apply(dealt.validation().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "softmaxCrossEntropy, 2, 2.5",
    "softmaxCrossEntropy, 4, 2.5",
    "softmaxCrossEntropy, 4, 0.6",
    "sigmoidCrossEntropy, 1, 3",
    "sigmoidCrossEntropy, 3, 1.5",
  })
  void theTemperatureOfTheLabelsIsFound(String name, int k, double temperature) {
    Rows rows = new Rows(Losses.named(name), k, temperature);
    Temperature.Calibrated calibrated = calibrated(rows, 3, Calibration.TEMPERATURE);
    Temperature found = ((Temperature) calibrated.result());
    assertThat(found.temperature()).isCloseTo(temperature, within(0.1 * temperature));

    double s = golden(x -> rows.logLoss(x, SMOOTHING));
    assertThat(1 / found.temperature()).isCloseTo(s, within(1e-5));
    assertThat(found.before().logLoss()).isCloseTo(rows.logLoss(1), within(1e-6));
    assertThat(found.after().logLoss())
        .isCloseTo(rows.logLoss(s), within(1e-6))
        .isLessThan(found.before().logLoss());
    assertThat(found.after().expectedError()).isLessThan(found.before().expectedError());
    float[] weights = calibrated.network().weights();
    assertThat(weights[0]).isEqualTo((float) (1 / found.temperature()));
    for (Calibration how : List.of(Calibration.TEMPERATURE, Calibration.UNSMOOTH)) {
      assertThat(calibrated(rows, 16, how).network().weights()).isEqualTo(weights);
    }
  }

  /** Logits of smoothed probabilities: no T makes them those of the labels, their inverse does. */
  @ParameterizedTest
  @CsvSource({"2, 1.5", "2, 4", "4, 1.5", "9, 1"})
  void theSmoothingOfLabelsIsUndone(int k, double temperature) {
    Loss loss = Losses.named("softmaxCrossEntropy", Map.of("smoothing", 0.1));
    Rows rows = new Rows(loss, k, temperature, 0.1);
    Temperature.Calibrated calibrated = calibrated(rows, 3, Calibration.UNSMOOTH);
    Temperature found = ((Temperature) calibrated.result());
    assertThat(found.unsmoothed()).isTrue();
    assertThat(found.temperature()).isBetween(0.85, 1.1);
    double s = golden(x -> rows.unsmoothed(x, SMOOTHING));
    assertThat(1 / found.temperature()).isCloseTo(s, within(1e-4));
    assertThat(found.after().logLoss()).isCloseTo(rows.unsmoothed(s, 0), within(1e-5));
    assertThat(found.describe()).contains(", label smoothing undone: log loss");
    Layer last = calibrated.network().network().layers().get(1);
    assertThat(last).isEqualTo(new Unsmooth(k, 0.1, 0.2));

    Temperature only = ((Temperature) calibrated(rows, 3, Calibration.TEMPERATURE).result());
    assertThat(only.unsmoothed()).isFalse();
    assertThat(found.after().logLoss()).isLessThan(only.after().logLoss());
    assertThat(calibrated(rows, 16, Calibration.UNSMOOTH).network().weights())
        .isEqualTo(calibrated.network().weights());
  }

  /** A network that was to learn smoothed labels, and is as sure as the labels are. */
  @Test
  void noSmoothingIsUndoneWhereThereIsNone() {
    Loss loss = Losses.named("softmaxCrossEntropy", Map.of("smoothing", 0.1));
    Rows rows = new Rows(loss, 4, 1.5);
    Temperature found = ((Temperature) calibrated(rows, 3, Calibration.UNSMOOTH).result());
    assertThat(found)
        .isEqualTo(((Temperature) calibrated(rows, 3, Calibration.TEMPERATURE).result()));
    assertThat(found.unsmoothed()).isFalse();
    assertThat(found.describe()).doesNotContain("undone");
  }

  /** The logits of each member are divided; no T is better for those of their mean. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void membersAreCalibratedTogether(Calibration how) {
    boolean undone = how == Calibration.UNSMOOTH;
    Rows rows =
        undone
            ? new Rows(Losses.named("softmaxCrossEntropy", Map.of("smoothing", 0.1)), 4, 1.5, 0.1)
            : new Rows(Losses.named("softmaxCrossEntropy"), 4, 2.5);
    Network network =
        new Network(
            List.of(
                new Members(3, 4),
                new MemberHeads(3, 4, 4, Link.SOFTMAX, Parametrization.STANDARD)));
    float[] weights = new float[network.parameters()];
    for (int m = 0; m < 3; m++) {
      for (int i = 0; i < 4; i++) {
        weights[m * 4 + i] = 0.4f + 0.6f * m;
        weights[12 + m * 16 + i * 4 + i] = 1;
      }
    }
    Temperature.Calibrated once = calibrated(rows, 2, trained(network, rows, weights), how);
    assertThat(((Temperature) once.result()).unsmoothed()).isEqualTo(undone);
    assertThat(once.network().network().withoutCorrection()).isEqualTo(network);
    assertThat(((Temperature) once.result()).temperature())
        .isBetween(undone ? 0.5 : 1.5, undone ? 1.5 : 4);
    assertThat(((Temperature) once.result()).after().logLoss())
        .isLessThan(((Temperature) once.result()).before().logLoss());
    TrainedNetwork divided = trained(network, rows, once.network().weights());
    assertThat(((Temperature) calibrated(rows, 2, divided, how).result()).temperature())
        .isCloseTo(1, within(2e-3));
  }

  /** A search of few rows is one Spark job; where each measurement is one, it comes to the same. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aTaskFindsWhatJobsFind(Calibration how) {
    Loss loss = Losses.named("softmaxCrossEntropy", Map.of("smoothing", 0.1));
    Rows rows = new Rows(loss, 4, 1.5, 0.1);
    TrainedNetwork trained = trained(rows);
    with(
        rows,
        3,
        validation -> {
          SparkRound round = new SparkRound(LocalSpark.context().sc());
          ValidationRows inJobs = new DistributedValidation(round, validation);
          TemperatureSearch.Found found = new TemperatureSearch(inJobs, trained).best(how);
          assertThat(round.count()).isGreaterThan(5);
          List<String> jobs =
              LocalSpark.descriptions(
                  () ->
                      assertThat(
                              Temperature.of(
                                  Optional.of(validation), trained, how, TrainingListener.NONE))
                          .usingRecursiveComparison()
                          .isEqualTo(found.of(trained)));
          assertThat(jobs).containsExactly("calibration");
          return found;
        });
  }

  /** The minimum of a convex function by golden section, to about the root of a double's digits. */
  private static double golden(DoubleUnaryOperator f) {
    double low = 0.05;
    double high = 20;
    double ratio = (Math.sqrt(5) - 1) / 2;
    while (high - low > 1e-7) {
      double a = high - ratio * (high - low);
      double b = low + ratio * (high - low);
      if (f.applyAsDouble(a) < f.applyAsDouble(b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return (low + high) / 2;
  }

  @Test
  void theSearchStaysInItsInterval() {
    for (double best : new double[] {0.06, 0.9, 1, 3, 19}) {
      // The slope of |s − best|^1.5 is so flat, and so steep, that Newton's steps jump out.
      double s =
          TemperatureSearch.minimum(
              x -> {
                double d = x - best;
                return new double[] {
                  Math.signum(d) * Math.cbrt(Math.abs(d)),
                  Math.pow(Math.abs(d) + 1e-12, -2 / 3.0) / 3
                };
              });
      assertThat(s).isCloseTo(best, within(1e-4 * best));
    }
    assertThat(TemperatureSearch.minimum(x -> new double[] {-1, 0})).isCloseTo(20, within(1e-4));
    assertThat(TemperatureSearch.minimum(x -> new double[] {1, 0})).isCloseTo(0.05, within(1e-6));
  }
}
