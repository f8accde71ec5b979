package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.Dense;
import io.plateau.nn.Network;
import io.plateau.nn.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
  /** Some belong to no dense layer, such as the factors of inputs. */
  @Test
  void theParametersAreAllOfTheNetwork() {
    Network network = new Network(List.of(new Scale(3), new Dense(3, 2)));
    ObjectNode layers = Layers.of(List.of(new float[3]), network, new float[3 + 3 * 2 + 2]);
    assertThat(layers.path("parameters").intValue()).isEqualTo(11);
  }
}
