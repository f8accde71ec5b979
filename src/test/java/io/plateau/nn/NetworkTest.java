package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Activation RELU = Activations.named("relu");
  private static final Loss SQUARED = Losses.named("squared");
  private static final Network SMALL = Network.of(2, new int[] {3}, 1, RELU);

  @Test
  void readsAsItsShape() {
    Network network = Network.of(784, new int[] {256, 128}, 10, RELU);

    assertThat(network).hasToString("784 -> 256 relu -> 128 relu -> 10, 235146 parameters");
    assertThat(network.withDropout(0.2, 0.5))
        .hasToString(
            "784 -> 256 relu -> 128 relu -> 10, 235146 parameters, input dropout 0.2, dropout 0.5");
    Network scaled = new Network(List.of(new Scale(4), new Dense(4, 3), new Dense(3, 1)));
    assertThat(scaled.withDropout(0.1, 0.2))
        .asString()
        .endsWith(" 23 parameters, input dropout 0.1, dropout 0.2");
    assertThat(scaled.withDropout(0.1, 0.1))
        .asString()
        .endsWith(", input dropout 0.1, dropout 0.1");
    assertThat(scaled.withDropout(0, 0.1)).asString().endsWith(" 23 parameters, dropout 0.1");
    assertThat(network.parameters()).isEqualTo(784 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10);
    assertThat(network.inputs()).isEqualTo(784);
    assertThat(network.outputs()).isEqualTo(10);
  }

  @Test
  void onlyWeightsArePenalized() {
    assertThat(SMALL.penalized()).containsExactly(0, 6, 9, 12);
  }

  @Test
  void layersMustChain() {
    List<Layer> layers = List.of(new Dense(50, 100), new Dense(300, 10));
    assertThatThrownBy(() -> new Network(layers))
        .hasMessage("layer 2 takes 300 inputs but layer 1 gives 100");
    assertThatThrownBy(() -> new Network(List.of()))
        .hasMessage("the network must have at least one layer with parameters, got []");
    assertThatThrownBy(() -> new Dense(0, 5))
        .hasMessage("a layer must have at least 1 input and 1 output, got 0 -> 5");
  }

  @Test
  void parametersMustFitAnArray() {
    assertThatThrownBy(() -> new Dense(1 << 20, 1 << 12))
        .hasMessage(
            "a layer 1048576 -> 4096 has 4294971392 parameters, more than the 2147483647 an array"
                + " can hold");
    Dense large = new Dense(1 << 15, 1 << 15);
    assertThatThrownBy(() -> new Network(List.of(large, large)))
        .hasMessage(
            "the network has 2147549184 parameters, more than the 2147483647 an array can hold;"
                + " make layers narrower");
  }

  @Test
  void dropoutRatesAreShares() {
    assertThatThrownBy(() -> SMALL.withDropout(1, 0))
        .hasMessage("inputDropout must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> SMALL.withDropout(0, -0.1))
        .hasMessage("dropout must be in [0, 1), got -0.1");
    assertThatThrownBy(() -> SMALL.withDropout(0, Double.NaN))
        .hasMessage("dropout must be in [0, 1), got NaN");
    assertThatThrownBy(() -> new Dropout(3, 0.99999999))
        .hasMessage("dropout must be in [0, 1), got 0.99999999, which is 1.0 in single precision");
  }

  @Test
  void arraysMustSuitTheNetwork() {
    DenseMatrix x = new DenseMatrix(new float[4], 0, 2, 2);
    float[] theta = new float[13];
    Workspace workspace = new Workspace();
    assertThatThrownBy(() -> SMALL.outputs(new float[12], x, workspace))
        .hasMessage("the parameters of 2 -> 3 relu -> 1 must be 13 numbers, got 12");
    Batch batch = new Batch(x, new Targets(new float[2]));
    assertThatThrownBy(() -> SMALL.gradient(theta, batch, SQUARED, workspace, new float[14]))
        .hasMessage("the gradient of 2 -> 3 relu -> 1 must be 13 numbers, got 14");
    Batch untold = new Batch(x, new Targets(new float[1]));
    assertThatThrownBy(() -> SMALL.gradient(theta, untold, SQUARED, workspace, theta))
        .hasMessage("a batch of 2 examples with 1 targets each needs 2 numbers, got 1");
    assertThatThrownBy(() -> new Batch(x, new Targets(new float[2], new float[1])))
        .hasMessage("a batch of 2 examples needs as many weights, got 1");
    DenseMatrix wide = new DenseMatrix(new float[3], 0, 3, 1);
    assertThatThrownBy(() -> SMALL.outputs(theta, wide, workspace))
        .hasMessage("the network takes 2 features, the examples have 3");
    DenseMatrix many = new DenseMatrix(new float[0], 0, 0, 1 << 30);
    assertThatThrownBy(() -> workspace.pass.array(0, 3, many.columns()))
        .hasMessage(
            "a layer of 3 units can take at most 715827879 examples at once, got 1073741824;"
                + " use smaller batches");
  }

  @Test
  void outputsKnowNoDropout() {
    float[] theta = SMALL.initialize(Initializer.AUTO, Key.of(1));
    DenseMatrix x = Examples.features(2, 5, Key.of(2));
    float[] plain = SMALL.outputs(theta, x, new Workspace());
    float[] with = SMALL.withDropout(0.5, 0.5).outputs(theta, x, new Workspace());

    assertThat(with).containsExactly(plain);
  }

  @Test
  void survivesSerialization() throws Exception {
    Network network = SMALL.withDropout(0.1, 0.2);

    assertThat(JavaSerialization.copy(network)).isEqualTo(network);
  }
}
