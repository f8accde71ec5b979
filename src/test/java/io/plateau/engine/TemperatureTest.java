package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.math.Key;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.Parametrization;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Target;
import io.plateau.train.TrainingListener;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels are drawn from probabilities at a known temperature of logits that are the features. */
class TemperatureTest {
  private static final int ROWS = 4000;
  private static final double SMOOTHING = 1.0 / (ROWS + 1);

  private record Rows(Loss loss, int k, double temperature) implements Serializable {
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
      return Example.dense(z, y, 1 + i % 3);
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

  private static Temperature.Calibrated calibrated(Rows rows, int partitions) {
    Network network = Network.of(rows.k, new int[0], rows.k, Activations.named("tanh"));
    return calibrated(rows, partitions, network, identity(network));
  }

  private static Temperature.Calibrated calibrated(
      Rows rows, int partitions, Network network, float[] weights) {
    JavaRDD<Example> all =
        LocalSpark.context()
            .parallelize(IntStream.range(0, ROWS).boxed().toList(), partitions)
            .map(rows::row);
    Census census = Counted.of(all);
    ShardLayout layout =
        new ShardLayout(rows.k, rows.loss.targets(rows.k), 4, census.partitions(rows.k), false, 1);
    try (DealtRows dealt = DealtRows.deal(all, Optional.of(all), layout, TrainingListener.NONE)) {
      return Temperature.of(dealt.validation().orElseThrow(), network, rows.loss, weights);
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
    Temperature.Calibrated calibrated = calibrated(rows, 3);
    Temperature found = calibrated.temperature();
    assertThat(found.temperature()).isCloseTo(temperature, within(0.1 * temperature));

    double s = golden(x -> rows.logLoss(x, SMOOTHING));
    assertThat(1 / found.temperature()).isCloseTo(s, within(1e-5));
    assertThat(found.before().logLoss()).isCloseTo(rows.logLoss(1), within(1e-6));
    assertThat(found.after().logLoss())
        .isCloseTo(rows.logLoss(s), within(1e-6))
        .isLessThan(found.before().logLoss());
    assertThat(found.after().expectedError()).isLessThan(found.before().expectedError());
    assertThat(calibrated.weights()[0]).isEqualTo((float) (1 / found.temperature()));
    assertThat(calibrated.weights()).isEqualTo(calibrated(rows, 16).weights());
  }

  /** The logits of each member are divided; no T is better for those of their mean. */
  @Test
  void membersAreCalibratedTogether() {
    Rows rows = new Rows(Losses.named("softmaxCrossEntropy"), 4, 2.5);
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
    Temperature.Calibrated once = calibrated(rows, 2, network, weights);
    assertThat(once.temperature().temperature()).isBetween(1.5, 4.0);
    assertThat(once.temperature().after().logLoss())
        .isLessThan(once.temperature().before().logLoss());
    double again = calibrated(rows, 2, network, once.weights()).temperature().temperature();
    assertThat(again).isCloseTo(1, within(2e-3));
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
          Temperature.minimum(
              x -> {
                double d = x - best;
                return new double[] {
                  Math.signum(d) * Math.cbrt(Math.abs(d)),
                  Math.pow(Math.abs(d) + 1e-12, -2 / 3.0) / 3
                };
              });
      assertThat(s).isCloseTo(best, within(1e-4 * best));
    }
    assertThat(Temperature.minimum(x -> new double[] {-1, 0})).isCloseTo(20, within(1e-4));
    assertThat(Temperature.minimum(x -> new double[] {1, 0})).isCloseTo(0.05, within(1e-6));
  }
}
