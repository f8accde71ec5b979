package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.nn.autodiff.Reference;
import io.plateau.nn.autodiff.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {
  static List<Activation> all() {
    return Activations.names().stream().map(Activations::named).toList();
  }

  @Test
  void theTableHasAllNames() {
    assertThat(Activations.names())
        .containsExactly(
            "identity", "sigmoid", "tanh", "relu", "leakyRelu", "elu", "gelu", "silu", "softplus");
    assertThat(Activations.named("none")).isEqualTo(Activations.named("identity"));
    assertThatThrownBy(() -> Activations.named("swish"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "activation must be one of identity, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu,"
                + " softplus, got \"swish\"");
  }

  @ParameterizedTest
  @MethodSource("all")
  void valueAndSlopeFollowTheFormula(Activation f) {
    int n = 4001;
    float[] z = new float[n];
    for (int i = 0; i < n; i++) {
      z[i] = (i - 2000) / 100f + 0.003f;
    }
    float[] a = new float[n];
    f.apply(z, a, n);
    float[] d = new float[n];
    java.util.Arrays.fill(d, 2);
    f.backward(f.needsInput() ? z : null, a, d, n);
    for (int i = 0; i < n; i++) {
      Scalar input = Scalar.of(z[i]);
      Scalar expected = Reference.activation(f.name(), input);
      expected.backward();
      assertThat((double) a[i])
          .as("f(%s)", z[i])
          .isCloseTo(expected.value, within(1e-12 + 2e-7 * Math.abs(expected.value)));
      assertThat((double) d[i])
          .as("f'(%s)", z[i])
          .isCloseTo(2 * input.gradient, within(4e-7 + 1e-6 * Math.abs(input.gradient)));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void worksInPlaceAndLeavesTheRestAlone(Activation f) {
    float[] z = {-2, -0.5f, 0, 0.5f, 2, 77};
    float[] a = z.clone();
    f.apply(a, a, 5);
    float[] apart = new float[5];
    f.apply(z, apart, 5);

    assertThat(a).startsWith(apart).endsWith(77);
    float[] d = {1, 1, 1, 1, 1, 77};
    f.backward(z, a, d, 5);
    assertThat(d[5]).isEqualTo(77);
  }

  @ParameterizedTest
  @MethodSource("all")
  void handsNaNOn(Activation f) {
    float[] z = {Float.NaN};
    float[] a = new float[1];
    f.apply(z, a, 1);
    assertThat(a).containsExactly(Float.NaN);
    float[] d = {Float.NaN};
    f.backward(new float[] {1}, new float[] {1}, d, 1);
    assertThat(d).containsExactly(Float.NaN);
  }

  @Test
  void reluTellsTheSmallestFloatFromZero() {
    float[] a = {0, Float.MIN_VALUE, 1, Float.MAX_VALUE};
    float[] d = {3, 3, 3, 3};
    Activations.named("relu").backward(null, a, d, 4);
    assertThat(d).containsExactly(0, 3, 3, 3);
  }

  @ParameterizedTest
  @MethodSource("all")
  void survivesSerialisation(Activation f) throws Exception {
    assertThat(JavaSerialisation.copy(f)).isEqualTo(f);
  }
}
