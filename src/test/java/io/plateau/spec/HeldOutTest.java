package io.plateau.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldOutTest {
  private static boolean warns(long drawn, long rows, double fraction) {
    return HeldOut.warning("test", drawn, rows, fraction, "do so").isPresent();
  }

  @Test
  void farFewerOrMoreRowsThanTheFractionAreTold() {
    assertThat(HeldOut.warning("validation", 613, 2000, 0.1, "do so"))
        .hasValue(
            "613 of 2000 rows are drawn as validation rows, though the fraction is 0.1: rows"
                + " repeat, and equal rows are drawn together; do so");
    assertThat(warns(0, 2000, 0.1)).isTrue();
    assertThat(warns(99, 2000, 0.1)).isTrue();
    assertThat(warns(100, 2000, 0.1)).isFalse();
    assertThat(warns(400, 2000, 0.1)).isFalse();
    assertThat(warns(401, 2000, 0.1)).isTrue();
    assertThat(warns(0, 1999, 0.1)).isFalse();
  }

  /** Two rows of 5 000 are expected, and five are no surprise. */
  @Test
  void chanceIsNoReason() {
    assertThat(warns(0, 5000, 0.0004)).isFalse();
    assertThat(warns(5, 5000, 0.0004)).isFalse();
    assertThat(warns(500, 5000, 0.0004)).isTrue();
  }
}
