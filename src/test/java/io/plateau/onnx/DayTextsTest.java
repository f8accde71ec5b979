package io.plateau.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DayTextsTest {
  @Test
  void areThoseOfSparkPandasAndPython() {
    assertThat(DayTexts.of("2020-01-31"))
        .containsExactlyInAnyOrder("2020-01-31", "2020-01-31 00:00:00", "2020-01-31T00:00:00");
    assertThat(DayTexts.of("2020-01-31 00:00:00")).isEqualTo(DayTexts.of("2020-01-31"));
    assertThat(DayTexts.of("2020-01-31 06:05:00"))
        .containsExactlyInAnyOrder("2020-01-31 06:05:00", "2020-01-31T06:05:00");
    assertThat(DayTexts.of("-0044-03-15 12:00:00.5"))
        .containsExactlyInAnyOrder(
            "-0044-03-15 12:00:00.5",
            "-0044-03-15T12:00:00.5",
            "-0044-03-15 12:00:00.500000",
            "-0044-03-15T12:00:00.500000");
  }
}
