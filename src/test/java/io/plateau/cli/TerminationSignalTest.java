package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.train.StopRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminationSignalTest {
  private final StopRequest request = new StopRequest();
  private final List<Integer> exits = new ArrayList<>();
  private final TerminationSignal signal = new TerminationSignal(request, exits::add);

  @Test
  void theFirstAsksAndTheSecondEnds() {
    signal.came();
    assertThat(request.made()).isTrue();
    assertThat(exits).isEmpty();
    signal.came();
    assertThat(exits).containsExactly(143);
  }

  @Test
  void afterTrainingTheFirstEnds() {
    signal.close();
    signal.came();
    assertThat(exits).containsExactly(143);
    assertThat(request.made()).isFalse();
  }
}
