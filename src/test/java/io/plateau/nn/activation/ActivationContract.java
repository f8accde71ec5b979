package io.plateau.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.nn.JavaSerialization;
import io.plateau.nn.autodiff.Reference;
import io.plateau.nn.autodiff.Scalar;
import io.plateau.nn.choice.Hyperparameter;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every activation: a new one gets these tests by a row in the table of a subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ActivationContract {
  abstract List<Activation> all();

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

  @ParameterizedTest
  @MethodSource("all")
  void valueAndDerivativeFollowTheFormula(Activation f) {
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
          .isCloseTo(expected.value, within(1e-12 + 4e-7 * Math.abs(expected.value)));
      assertThat((double) d[i])
          .as("f'(%s)", z[i])
          .isCloseTo(2 * input.gradient, within(4e-7 + 1e-6 * Math.abs(input.gradient)));
    }
  }

  /** The derivative times a step is the change of the value; away from kinks. */
  @ParameterizedTest
  @MethodSource("all")
  void agreesWithCentralDifferences(Activation f) {
    float[] z = {-7, -2, -0.5f, 0.5f, 2, 7};
    float[] a = new float[6];
    f.apply(z, a, 6);
    float[] d = {1, 1, 1, 1, 1, 1};
    f.backward(z, a, d, 6);
    float h = 0x1p-6f;
    float[] above = {z[0] + h, z[1] + h, z[2] + h, z[3] + h, z[4] + h, z[5] + h};
    float[] below = {z[0] - h, z[1] - h, z[2] - h, z[3] - h, z[4] - h, z[5] - h};
    f.apply(above, above, 6);
    f.apply(below, below, 6);
    for (int i = 0; i < 6; i++) {
      assertThat((above[i] - below[i]) / (2 * h)).as("%s", z[i]).isCloseTo(d[i], within(1e-3f));
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
  void propagatesNaN(Activation f) {
    float[] z = {Float.NaN};
    float[] a = new float[1];
    f.apply(z, a, 1);
    assertThat(a).containsExactly(Float.NaN);
    float[] d = {Float.NaN};
    f.backward(new float[] {1}, new float[] {1}, d, 1);
    assertThat(d).containsExactly(Float.NaN);
  }

  @ParameterizedTest
  @MethodSource("all")
  void survivesSerialization(Activation f) throws Exception {
    assertThat(JavaSerialization.copy(f)).isEqualTo(f);
  }
}
