package io.plateau.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table of columns says of numbers. */
class FittedNumberTest {
  /** A float has no room for all digits of a whole number, and a double for digits of no use. */
  @ParameterizedTest
  @CsvSource({"10.5, 10.5", "0.1, 0.1", "-3, -3", "16777217, 16777217", "1606867200, 1606867200"})
  void theFillIsShownWithItsDigits(double fill, String shown) {
    FittedNumber column =
        new FittedNumber("x", 0, 1, true, new FittedNumber.Fill(fill, true), List.of());
    assertThat(column.treatment())
        .isEqualTo("robust scale; " + shown + " if missing, with an indicator");
  }
}
