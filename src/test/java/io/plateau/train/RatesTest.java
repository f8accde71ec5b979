package io.plateau.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.optim.Schedules;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RatesTest {
  private static final Monitor ACCURACY = new Monitor("accuracy", true);

  private static final Monitor ERROR = new Monitor("validationLoss", false, Ties.FIRST, true);

  /** torch.optim.lr_scheduler.ReduceLROnPlateau without cooldown. */
  private static final class Torch {
    private final boolean max;
    private final boolean relative;
    private final double factor;
    private final int patience;
    private final double threshold;
    private final double minRate;
    private double best;
    private int bad;
    private double rate = 1;

    Torch(ReduceOnPlateau like) {
      this.max = like.monitor().higherIsBetter();
      this.relative = like.monitor().relative();
      this.factor = like.factor();
      this.patience = like.patience();
      this.threshold = like.minDelta();
      this.minRate = like.floor();
      this.best = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    double step(double metric) {
      double limit =
          relative
              ? best * (max ? 1 + threshold : 1 - threshold)
              : best + (max ? threshold : -threshold);
      if (max ? metric > limit : metric < limit) {
        best = metric;
        bad = 0;
      } else {
        bad++;
      }
      if (bad > patience) {
        double lower = Math.max(rate * factor, minRate);
        if (rate - lower > 1e-8) {
          rate = lower;
        }
        bad = 0;
      }
      return rate;
    }
  }

  private static Stream<Monitor> monitors() {
    return Stream.of(ACCURACY, Monitor.VALIDATION_LOSS, ERROR);
  }

  @ParameterizedTest
  @MethodSource("monitors")
  void reducesAsTorchDoes(Monitor monitor) {
    boolean max = monitor.higherIsBetter();
    for (int patience = 0; patience < 4; patience++) {
      ReduceOnPlateau reduction = new ReduceOnPlateau(monitor, 0.5, patience, 0.01, 0.02);
      Torch torch = new Torch(reduction);
      SplittableRandom random = new SplittableRandom(patience);
      double[] values = new double[60];
      for (int i = 0; i < values.length; i++) {
        double noise = 0.1 * random.nextDouble();
        values[i] =
            i % 13 == 5 ? Double.NaN : max ? 1 - 1.0 / (i + 1) + noise : 1.0 / (i + 1) + noise;
      }
      History history = Records.validated(values, values);
      double last = 1;
      for (int i = 0; i < values.length; i++) {
        last = torch.step(values[i]);
        assertThat(reduction.factorAfter(Records.prefix(history, i + 1)))
            .as("patience %d, epoch %d", patience, i + 1)
            .isEqualTo(last);
      }
      assertThat(last).as("the rate has fallen").isLessThan(1);
    }
  }

  @Test
  void multipliesBaseScheduleAndReduction() {
    Rates rates =
        new Rates(
            0.2,
            Schedules.named("polynomial", Map.of(), 10, 0),
            new ReduceOnPlateau(Monitor.TRAIN_LOSS, 0.5, 0, 0, 0));
    Rates.Epoch third = rates.after(Records.trainLosses(1, 2));
    assertThat(third.at(0, 4).rate()).isCloseTo(0.2 * 0.8 * 0.5, within(1e-15));
    assertThat(third.at(2, 4).rate()).isCloseTo(0.2 * 0.75 * 0.5, within(1e-15));
    assertThat(
            new Rates(0.2, Schedules.named("constant", Map.of(), 1, 0), null)
                .after(History.EMPTY)
                .at(3, 4)
                .rate())
        .isEqualTo(0.2);
  }

  @Test
  void scalesDropoutAndDecayByTheirSchedules() {
    Rates rates =
        new Rates(
            0.2,
            Schedules.named("cosine", Map.of(), 10, 0),
            null,
            Schedules.named("polynomial", Map.of(), 10, 0),
            Schedules.named("flatCosine", Map.of(), 10, 0));
    Rates.Step step = rates.after(Records.trainLosses(1, 2, 3, 4, 5, 6, 7)).at(1, 2);
    assertThat(step.dropout()).isCloseTo(0.25, within(1e-15));
    assertThat(step.decay()).isCloseTo(0.5, within(1e-15));
    assertThat(new Rates(1, new Schedules.Constant(), null).after(History.EMPTY).at(3, 4))
        .isEqualTo(new Rates.Step(1, 1, 1));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Rates(0, epoch -> 1, null))
        .hasMessage("the learning rate must be positive and finite, got 0.0");
    assertThatThrownBy(() -> new ReduceOnPlateau(ACCURACY, 1, 0, 0, 0))
        .hasMessage("factor must be in (0, 1), got 1.0");
    assertThatThrownBy(() -> new ReduceOnPlateau(ACCURACY, 0.5, -1, 0, 0))
        .hasMessage("patience must not be negative, got -1");
    assertThatThrownBy(() -> new ReduceOnPlateau(ACCURACY, 0.5, 0, Double.NaN, 0))
        .hasMessage("minDelta must not be negative and be finite, got NaN");
    assertThatThrownBy(() -> new ReduceOnPlateau(ACCURACY, 0.5, 0, 0, 1))
        .hasMessage("floor must be in [0, 1), got 1.0");
  }
}
