package io.plateau.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActivationsTest extends ActivationContract {
  @Override
  List<Activation> all() {
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

  @Test
  void theTableHasAllNames() {
    assertThat(Activations.names())
        .containsExactly(
            "identity",
            "sigmoid",
            "tanh",
            "relu",
            "leakyRelu",
            "elu",
            "selu",
            "gelu",
            "silu",
            "mish",
            "softplus");
    assertThat(Activations.named("none")).isEqualTo(Activations.named("identity"));
    assertThatThrownBy(() -> Activations.named("swish"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "activation must be one of identity, sigmoid, tanh, relu, leakyRelu, elu, selu, gelu,"
                + " silu, mish, softplus, got \"swish\"");
  }

  @Test
  void reluTellsTheSmallestFloatFromZero() {
    float[] a = {0, Float.MIN_VALUE, 1, Float.MAX_VALUE};
    float[] d = {3, 3, 3, 3};
    Activations.named("relu").backward(null, a, d, 4);
    assertThat(d).containsExactly(0, 3, 3, 3);
  }
}
