package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0     | row            | 0 rows",
        "1     | row            | 1 row",
        "2     | feature column | 2 feature columns",
        "20640 | row            | 20,640 rows"
      })
  void numbersHaveTheirNouns(long count, String noun, String expected) {
    assertThat(Counted.of(count, noun)).isEqualTo(expected);
  }
}
