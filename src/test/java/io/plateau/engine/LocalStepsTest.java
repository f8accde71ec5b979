package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LocalStepsTest {
  /** Overhead over arithmetic of a round, by the formulas of the class. */
  private static double overhead(int parameters, int slots, double rows, int localSteps) {
    return (0.01 + 8.0 * parameters * (1 + slots) / 1e9)
        / (localSteps * 6.0 * parameters * rows / 5e10);
  }

  @Test
  void roundsAreFatEnoughForTheirCost() {
    int chosen = LocalSteps.auto(235_146, 2, 256, 100_000);
    assertThat(overhead(235_146, 2, 256, 2 * chosen)).isLessThan(0.1);
    assertThat(overhead(235_146, 2, 256, chosen / 2)).isGreaterThan(0.1);
  }

  @Test
  void shardsMeetFourTimesAnEpochAndDriftNoFurtherThan64Steps() {
    assertThat(LocalSteps.auto(40_602, 2, 128, 57)).isEqualTo(8);
    assertThat(LocalSteps.auto(40_602, 2, 128, 100_000)).isEqualTo(64);
    assertThat(LocalSteps.auto(40_602, 2, 128, 3)).isEqualTo(1);
  }

  @Test
  void roundsThatWaitAreAdvisedToBeFatter() {
    // 1 s of arithmetic, 9 s of waiting: with k local steps 1 + 9/k s, and 9/k <= 1/4 first at 64.
    assertThat(LocalSteps.advice(1, 9, 1, 1000)).hasValue("localSteps: 64 would cut 89 %");
    assertThat(LocalSteps.advice(1, 2, 4, 1000)).hasValue("localSteps: 32 would cut 58 %");
    assertThat(LocalSteps.advice(1, 9, 1, 40).orElseThrow())
        .as("4 meetings")
        .endsWith("8 would cut 79 %");
  }

  @Test
  void nothingIsAdvisedWhereRoundsComputeOrCannotBeFatter() {
    assertThat(LocalSteps.advice(1, 0.9, 1, 1000)).isEmpty();
    assertThat(LocalSteps.advice(1, 9, 64, 1000)).isEmpty();
    assertThat(LocalSteps.advice(1, 9, 1, 7)).isEmpty();
  }

  @Test
  void aShardSendsNoMoreThanAnArrayHolds() {
    double few = 1e-6;
    assertThat(LocalSteps.auto(700_000_000, 2, few, 1000)).isEqualTo(64);
    assertThat(LocalSteps.auto(800_000_000, 2, few, 1000)).isEqualTo(1);
    LocalSteps.require(2, 700_000_000, 2);
    LocalSteps.require(1, 800_000_000, 2);
    assertThatThrownBy(() -> LocalSteps.require(2, 800_000_000, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "localSteps must be 1 with 800000000 parameters, each with 2 numbers of the"
                + " optimizer, got 2");
  }

  @Test
  void bigStepsNeedNoCompany() {
    assertThat(LocalSteps.auto(10_000_000, 0, 100_000, 1000)).isEqualTo(1);
  }
}
