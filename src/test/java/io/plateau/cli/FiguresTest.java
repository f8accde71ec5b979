package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "0.5, 0.5000",
    "0.0005, 5.00e-04",
    "-2, -2.0000",
    "1234.56, 1234.6",
    "5e7, 5.00e+07",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void losses(double value, String text) {
    assertThat(Figures.loss(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.002, 0.002", "1, 1", "0.0012345, 0.00123", "1e-7, 1e-7", "1.23456e-5, 1.23e-5"})
  void rates(double value, String text) {
    assertThat(Figures.rate(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "950, 950",
    "1000, 1.0k",
    "9960, 10k",
    "61234, 61k",
    "999600, 1.0M",
    "12e6, 12M",
    "Infinity, ?"
  })
  void counts(double value, String text) {
    assertThat(Figures.count(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0:00", "8.4, 0:08", "59.6, 1:00", "3599, 59:59", "3723, 1:02:03"})
  void times(double seconds, String text) {
    assertThat(Figures.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 1 s",
    "25.4, 25 s",
    "119.4, 119 s",
    "119.6, 2 min",
    "7169, 119 min",
    "7171, 2.0 h",
    "1e5, 27.8 h"
  })
  void durations(double seconds, String text) {
    assertThat(Figures.duration(seconds)).isEqualTo(text);
  }
}
