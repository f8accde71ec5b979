package io.plateau.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {
  static java.util.List<String> names() {
    return Schedules.names();
  }

  @ParameterizedTest
  @CsvSource({
    "constant, 0, 1",
    "constant, 7.5, 1",
    "step, 9.99, 1",
    "step, 10, 0.1",
    "step, 25, 0.01",
    "exponential, 0.5, 0.9746794344808963",
    "exponential, 2, 0.9025",
    "cosine, 5, 0.8535533905932737",
    "cosine, 10, 0.5",
    "cosine, 20, 0",
    "cosine, 30, 0",
    "polynomial, 5, 0.75",
    "polynomial, 20, 0",
    "polynomial, 30, 0",
    "cosineLog, 0, 0",
    "cosineLog, 0.252276153336961, 0.5",
    "cosineLog, 0.5522847498307934, 1",
    "cosineLog, 1.3333333333333333, 0",
    "cosineLog, 4, 0",
    "cosineLog, 20, 0",
    "cosineLog, 30, 0",
    "flatCosine, 9.9, 1",
    "flatCosine, 10, 1",
    "flatCosine, 12.5, 0.8535533905932737",
    "flatCosine, 15, 0.5",
    "flatCosine, 20, 0",
    "flatCosine, 30, 0"
  })
  void followsItsFormulaOver20Epochs(String name, double epoch, double factor) {
    assertThat(Schedules.named(name, Map.of(), 20, 0).factor(epoch))
        .isCloseTo(factor, within(2e-15));
  }

  @Test
  void takesParametersByName() {
    assertThat(Schedules.named("polynomial", Map.of("power", 2.0, "floor", 0.1), 10, 0).factor(5))
        .isCloseTo(0.1 + 0.9 * 0.25, within(1e-15));
    assertThat(Schedules.named("cosine", Map.of("floor", 0.1), 10, 0).factor(10))
        .isCloseTo(0.1, within(1e-15));
    assertThat(Schedules.named("step", Map.of("every", 2.0, "factor", 0.5), 10, 0).factor(7))
        .isEqualTo(0.125);
  }

  static java.util.List<String> falling() {
    return Schedules.names().stream().filter(name -> !name.equals("cosineLog")).toList();
  }

  @ParameterizedTest
  @MethodSource("falling")
  void beginsAtOneAndNeverRises(String name) {
    Schedule schedule = Schedules.named(name, Map.of(), 20, 0);
    assertThat(schedule.factor(0)).isEqualTo(1);
    for (double epoch = 0.25; epoch < 25; epoch += 0.25) {
      assertThat(schedule.factor(epoch)).isBetween(0.0, schedule.factor(epoch - 0.25));
    }
  }

  /** Each cycle of cosineLog is longer than those before together, by one cycle's first part. */
  @Test
  void cyclesGrowAndFillTheEpochs() {
    for (int cycles = 1; cycles <= 5; cycles++) {
      Schedule schedule =
          Schedules.named("cosineLog", Map.of("cycles", (double) cycles), 1 << 10, 0);
      double all = (1 << cycles) - 1;
      for (int c = 0; c < cycles; c++) {
        double from = ((1 << c) - 1) / all * (1 << 10);
        double top = ((1 << c) * Math.sqrt(2) - 1) / all * (1 << 10);
        double to = ((2 << c) - 1) / all * (1 << 10);
        assertThat(schedule.factor(from)).isCloseTo(0, within(1e-12));
        assertThat(schedule.factor(top)).isCloseTo(1, within(1e-12));
        assertThat(schedule.factor((from + top) / 2)).isBetween(0.3, 0.7);
        assertThat(schedule.factor(to)).isCloseTo(0, within(1e-12));
        assertThat(schedule.cycle(from + 1e-6)).isEqualTo(c);
        assertThat(schedule.cycle(top)).isEqualTo(c);
        assertThat(schedule.cycle(to - 1e-6)).isEqualTo(c);
      }
      assertThat(schedule.cycle(2 << 10)).isEqualTo(cycles - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void warmsUpInFrontAndSpansWhatIsLeft(String name) {
    Schedule warm = Schedules.named(name, Map.of(), 20, 4);
    Schedule cold = Schedules.named(name, Map.of(), 16, 0);
    assertThat(warm.factor(0)).isEqualTo(0.01);
    assertThat(warm.factor(1)).isCloseTo(0.01 + 0.99 / 4, within(1e-15));
    assertThat(warm.factor(4 - 1e-9)).isCloseTo(1, within(1e-8));
    assertThat(warm.cycle(4 - 1e-9)).isZero();
    for (double epoch = 0; epoch < 20; epoch += 0.5) {
      assertThat(warm.factor(4 + epoch)).isEqualTo(cold.factor(epoch));
      assertThat(warm.cycle(4 + epoch)).isEqualTo(cold.cycle(epoch));
    }
  }

  @Test
  void mayEndWithinItsWarmup() {
    Schedule schedule = Schedules.named("cosine", Map.of(), 1, 2);
    assertThat(schedule.factor(0.5)).isCloseTo(0.01 + 0.99 / 4, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "constant, 0, constant",
    "step, 0, step by 0.1 every 10 epochs",
    "exponential, 0, exponential by 0.95 an epoch",
    "cosine, 1, cosine over 60 epochs after 1 of warm-up",
    "polynomial, 0.5, polynomial of power 1 over 60.5 epochs after 0.5 of warm-up",
    "cosineLog, 0, 4 growing cycles over 61 epochs",
    "flatCosine, 0, 'flat for 0.5 of 61 epochs, then cosine'"
  })
  void hasATextForm(String name, double warmup, String text) {
    assertThat(Schedules.named(name, Map.of(), name.equals("constant") ? 1 : 61, warmup))
        .hasToString(text);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Schedules.named("cosin", Map.of(), 10, 0))
        .hasMessage(
            "unknown schedule \"cosin\"; known: constant, step, exponential, cosine, polynomial,"
                + " cosineLog, flatCosine");
    assertThatThrownBy(() -> Schedules.named("step", Map.of("each", 2.0), 10, 0))
        .hasMessage("schedule step has no parameter \"each\"; known: every, factor");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> Schedules.named("cosine", Map.of(), 0, 0))
        .hasMessage("epochs must be positive and finite, got 0.0");
    assertThatThrownBy(() -> Schedules.named("cosine", Map.of(), 10, -1))
        .hasMessage("warmup must not be negative and be finite, got -1.0");
    assertThatThrownBy(() -> Schedules.named("cosine", Map.of("floor", 1.0), 10, 0))
        .hasMessage("floor must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> Schedules.named("step", Map.of("every", 0.0), 10, 0))
        .hasMessage("every must be positive and finite, got 0.0");
    assertThatThrownBy(() -> Schedules.named("exponential", Map.of("factor", Double.NaN), 10, 0))
        .hasMessage("factor must be positive and finite, got NaN");
    assertThatThrownBy(() -> Schedules.named("cosineLog", Map.of("cycles", 2.5), 10, 0))
        .hasMessage("cycles must be a whole number from 1 to 30, got 2.5");
    assertThatThrownBy(() -> Schedules.named("flatCosine", Map.of("flat", 1.0), 10, 0))
        .hasMessage("flat must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> Schedules.named("polynomial", Map.of("power", -1.0), 10, 0))
        .hasMessage("power must be positive and finite, got -1.0");
  }
}
