package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where no job says what was watched, the epoch that was kept tells it. */
class BestEpochTest {
  private static final double[] LOSSES = {0.5, 0.4, 0.45, 0.48};
  private static final double[] ACCURACIES = {0.7, 0.8, 0.9, 0.9};

  @Test
  void theEpochThatWasKeptTellsTheMonitor() throws IOException {
    assertThat(best("", 4)).isEqualTo(new BestEpoch(4, "accuracy", 0.9, true));
    assertThat(best("", 2)).isEqualTo(new BestEpoch(2, "validationLoss", 0.4, true));
    assertThat(best("", 0)).isEqualTo(new BestEpoch(2, "validationLoss", 0.4, false));
    assertThat(best("accuracy", 0)).isEqualTo(new BestEpoch(3, "accuracy", 0.9, false));
    assertThat(best("validationLoss", 4)).isEqualTo(new BestEpoch(2, "validationLoss", 0.4, false));
  }

  private static BestEpoch best(String monitor, int kept) throws IOException {
    String lines =
        IntStream.range(0, LOSSES.length)
            .mapToObj(
                i ->
                    "{\"epoch\":%d,\"trainLoss\":1,\"validationLoss\":%s,\"metrics\":{\"accuracy\":%s}}\n"
                        .formatted(i + 1, LOSSES[i], ACCURACIES[i]))
            .collect(Collectors.joining());
    return BestEpoch.of(HistoryColumns.read("history.jsonl", lines), monitor, kept);
  }
}
