package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
  @ParameterizedTest
  @CsvSource({
    "glorotUniform, 0.004, 0.10954451",
    "glorotNormal, 0.004, 0",
    "heUniform, 0.005, 0.12247449",
    "heNormal, 0.005, 0",
    "lecunUniform, 0.0025, 0.08660254",
    "lecunNormal, 0.0025, 0",
  })
  void varianceAndRangeFollowTheFormula(String name, double variance, double limit) {
    // 400 inputs, 100 outputs; the limit of a uniform distribution is √(3 variance)
    float[] w = new float[40_002];
    w[0] = w[40_001] = 7;
    Initializer.named(name).fill(w, 1, 400, 100, Key.of(1));

    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (int i = 1; i <= 40_000; i++) {
      sum += w[i];
      squares += (double) w[i] * w[i];
      largest = Math.max(largest, Math.abs(w[i]));
    }
    double deviation = Math.sqrt(variance);
    // Four standard errors of 40 000 draws
    assertThat(sum / 40_000).isCloseTo(0, within(4 * deviation / 200));
    assertThat(squares / 40_000).isCloseTo(variance, within(variance * 4 * Math.sqrt(2) / 200));
    if (limit > 0) {
      assertThat(largest).isBetween(0.999 * limit, 1.0000001 * limit);
    } else {
      assertThat(largest).isGreaterThan(3 * deviation);
    }
    assertThat(w[0]).isEqualTo(7);
    assertThat(w[40_001]).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "identity, GLOROT_UNIFORM",
    "sigmoid, GLOROT_UNIFORM",
    "tanh, GLOROT_UNIFORM",
    "relu, HE_UNIFORM",
    "leakyRelu, HE_UNIFORM",
    "elu, HE_UNIFORM",
    "gelu, HE_UNIFORM",
    "silu, HE_UNIFORM",
    "softplus, HE_UNIFORM",
  })
  void autoChoosesByTheActivation(String activation, Initializer expected) {
    assertThat(Initializer.AUTO.or(Activations.named(activation).initializer()))
        .isEqualTo(expected);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> Initializer.named("xavier"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "initializer must be one of auto, glorotUniform, glorotNormal, heUniform, heNormal,"
                + " lecunUniform, lecunNormal, got \"xavier\"");
  }

  @Test
  void layersDrawApartAndBiasesBeginAtZero() {
    Network network = Network.of(3, new int[] {3}, 3, Activations.named("tanh"));
    Key key = Key.of(9);
    float[] theta = network.initialize(Initializer.AUTO, key);

    assertThat(theta).containsExactly(network.initialize(Initializer.AUTO, key));
    for (int i = 0; i < 9; i++) {
      assertThat(theta[i]).isEqualTo(2 * key.with(0).uniform(i) - 1);
      assertThat(theta[12 + i]).isEqualTo(2 * key.with(1).uniform(i) - 1);
    }
    assertThat(java.util.Arrays.copyOfRange(theta, 9, 12)).containsOnly(0);
    assertThat(java.util.Arrays.copyOfRange(theta, 21, 24)).containsOnly(0);
  }
}
