package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.nn.autodiff.Reference;
import io.plateau.nn.autodiff.Scalar;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {
  static List<Activation> all() {
    return Stream.concat(
            Activations.names().stream().map(Activations::named),
            Stream.of(
                new Activation.LeakyRelu(0),
                new Activation.LeakyRelu(0.2),
                new Activation.Elu(0.5),
                new Activation.Elu(2)))
        .toList();
  }

  @Test
  void settingsAreNamedAndChecked() {
    assertThat(Activations.named("leakyRelu")).isEqualTo(new Activation.LeakyRelu(0.01));
    assertThat(Activations.named("elu")).isEqualTo(new Activation.Elu(1));
    assertThat(Activations.named("leakyRelu", Map.of("slope", 0.2)))
        .isEqualTo(new Activation.LeakyRelu(0.2));
    assertThatThrownBy(() -> Activations.named("leakyRelu", Map.of("alpha", 0.2)))
        .hasMessage("activation leakyRelu has no setting \"alpha\"; known: slope");
    assertThatThrownBy(() -> Activations.named("relu", Map.of("slope", 0.2)))
        .hasMessage("activation relu has no setting \"slope\"; known: none");
    assertThatThrownBy(() -> new Activation.LeakyRelu(1))
        .hasMessage("slope must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new Activation.Elu(Double.NaN))
        .hasMessage("alpha must be above 0, got NaN");
  }

  /** The settings by name make the same function again. */
  @ParameterizedTest
  @MethodSource("all")
  void settingsTellTheFunction(Activation f) {
    assertThat(Activations.named(f.name(), f.settings())).isEqualTo(f);
    assertThat(f.settings().keySet())
        .isEqualTo(
            Activations.hyperparameters(f.name()).stream()
                .map(Hyperparameter::name)
                .collect(Collectors.toSet()));
  }

  /** What the facts say shows in the outputs. */
  @ParameterizedTest
  @MethodSource("all")
  void factsHold(Activation f) {
    float[] z = {-30, -1, 0, 1, 30};
    float[] a = new float[5];
    f.apply(z, a, 5);
    assertThat(f.isIdentity()).isEqualTo(java.util.Arrays.equals(z, a));
    Saturation saturation = f.saturation();
    assertThat(saturation == Saturation.ZERO).isEqualTo(a[0] == 0 && a[1] == 0 && a[4] == 30);
    assertThat(saturation.isTwoSided()).isEqualTo(a[4] <= 1);
    assertThat(saturation.contains(a[0])).isEqualTo(a[4] <= 1);
    assertThat(saturation.contains(a[4])).isEqualTo(a[4] <= 1);
    assertThat(saturation.contains(a[2])).isFalse();
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
      Scalar expected = Reference.activation(f, input);
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
