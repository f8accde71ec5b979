package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Moments;
import io.plateau.train.DataException;
import org.junit.jupiter.api.Test;

class LabelScaleTest {
  private static LabelScale of(double mean, double deviation) {
    return LabelScale.of(
        new Moments(new long[] {9, 9}, new double[] {1, mean}, new double[] {1, deviation}),
        i -> "label " + i);
  }

  /** A float is off by at most 2⁻²⁴ of what it stands for. */
  @Test
  void meansThatFloatsHoldToASixteenthOfADeviationAreTaken() {
    for (double mean : new double[] {0x1p20, -0x1p20, 0x1.000002p19, -0x1.fffffep19, 0}) {
      LabelScale scale = of(mean * 3, 3);
      assertThat((float) scale.mean()[1] / 3.0).isCloseTo(mean, within(1 / 16.0));
    }
  }

  @Test
  void fartherLabelsAreRefusedWithWhatToSubtract() {
    assertThatThrownBy(() -> of(1_700_000_029.97, 17.3))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "label 1 has mean 1700000030 and standard deviation 17.3, which is too little so far"
                + " from 0: predictions are 32-bit floats; subtract 1700000030 from the label and"
                + " add it to predictions");
    assertThatThrownBy(() -> of(-2000.12345, 0.001))
        .hasMessageContaining("mean -2000.123 and standard deviation 0.00100, ")
        .hasMessageContaining("subtract -2000.123 from");
    assertThatThrownBy(() -> of(Math.nextUp(0x1p20), 1)).isInstanceOf(DataException.class);
  }

  /** The smallest floats are 2⁻¹⁴⁹ from each other. */
  @Test
  void labelsBetweenWhichThereAreFewFloatsAreRefused() {
    assertThatThrownBy(() -> of(3e-60, 2e-60))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "label 1 has standard deviation 2.00e-60, which is too little: predictions are 32-bit"
                + " floats; multiply the label by a number and divide predictions by it");
    assertThatThrownBy(() -> of(0, Math.nextDown(0x1p-146))).isInstanceOf(DataException.class);
    double least = of(0, 0x1p-146).deviation()[1];
    assertThat(Float.MIN_VALUE / 2.0 / least).isEqualTo(1 / 16.0);
  }

  @Test
  void labelsThatDoNotVaryKeepTheirUnit() {
    assertThat(of(1.7e9, 0).scaled(1.7e9 + 2, 1)).isEqualTo(2);
    assertThat(of(Double.NaN, 0).deviation()[1]).isEqualTo(1);
  }
}
