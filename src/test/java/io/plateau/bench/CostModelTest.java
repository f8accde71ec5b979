package io.plateau.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {
  @Test
  void findsTheNumbersThatRoundsWereMadeWith() {
    CostModel truth = new CostModel(0.012, 1e-9, 2e-11);
    List<CostModel.Measured> rounds = new ArrayList<>();
    for (int executors = 1; executors <= 2; executors++) {
      for (long parameters : new long[] {10_000, 200_000, 3_000_000}) {
        CostModel.Round round = new CostModel.Round(parameters, 1, 6.0 * 512 * parameters, 4);
        double compute = truth.gamma() * round.flops(executors);
        rounds.add(
            new CostModel.Measured(
                "", round, executors, compute, truth.seconds(round, executors) - compute));
      }
    }

    CostModel found = CostModel.fit(rounds);

    assertThat(found.alpha()).isCloseTo(truth.alpha(), within(1e-9));
    assertThat(found.beta()).isCloseTo(truth.beta(), within(1e-15));
    assertThat(found.gamma()).isCloseTo(truth.gamma(), within(1e-17));
  }

  @Test
  void theDriverReceivesOneVectorWhereExecutorsAddThem() {
    CostModel.Round small = new CostModel.Round(1 << 20, 1, 0, 1);
    CostModel.Round large = new CostModel.Round(8 << 20, 1, 0, 1);
    assertThat(small.bytes(16)).isEqualTo(4.0 * (1 << 20) * (5 + 16));
    assertThat(large.bytes(16)).isEqualTo(4.0 * (8 << 20) * (5 + 3));
  }
}
