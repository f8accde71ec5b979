package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void barsAreAsTallAsTheNumbers() {
    assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 8))
        .isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void showsTheLastOnesAlone() {
    assertThat(Sparkline.of(List.of(1000.0, 2.0, 1.0, 2.0), 3)).isEqualTo("█▁█");
  }

  @Test
  void equalNumbersAreLowAndNoNumbersAreDashes() {
    assertThat(Sparkline.of(List.of(5.0, 5.0, Double.NaN), 8)).isEqualTo("▁▁-");
    assertThat(Sparkline.of(List.of(Double.POSITIVE_INFINITY), 8)).isEqualTo("-");
    assertThat(Sparkline.of(List.of(), 8)).isEmpty();
  }
}
