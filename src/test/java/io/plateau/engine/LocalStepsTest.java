package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
  void bigStepsNeedNoCompany() {
    assertThat(LocalSteps.auto(10_000_000, 0, 100_000, 1000)).isEqualTo(1);
  }
}
