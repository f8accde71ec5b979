package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingTimeTest {
  @Test
  void tellsTheTimeOfOneRound() {
    assertThat(new TrainingTime(2, 1, 0.5, 1000, Optional.of("try more")))
        .hasToString(
            "1,000 rounds, each 2.0 ms computing, 1.0 ms waiting, 0.5 ms on the driver; try more");
    assertThat(new TrainingTime(0.2, 0.1, 0, 1, Optional.empty()))
        .hasToString("1 round, each 200.0 ms computing, 100.0 ms waiting, 0.0 ms on the driver");
  }
}
