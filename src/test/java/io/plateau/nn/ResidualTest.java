package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.initial.BiasInitializer;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Residual layers and layer normalization within networks. */
class ResidualTest {
  private static final Key KEY = Key.of(5);
  private static final int WIDTH = 6;

  private static Residual block() {
    return new Residual(
        List.of(
            new LayerNorm(WIDTH),
            new Dense(WIDTH, 12),
            new Activate(12, new Activation.Relu()),
            new Dense(12, WIDTH)));
  }

  private static Network network(int blocks) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Dense(4, WIDTH));
    for (int b = 0; b < blocks; b++) {
      layers.add(block());
    }
    layers.add(new LayerNorm(WIDTH));
    layers.add(new Activate(WIDTH, new Activation.Relu()));
    layers.add(new Dense(WIDTH, 2));
    return new Network(layers);
  }

  @Test
  void readsAsItsShape() {
    Network network = network(1).withDropout(0.1, 0.3);
    int parameters = 5 * 6 + (12 + 7 * 12 + 13 * 6) + 12 + 7 * 2;
    assertThat(network)
        .hasToString(
            "4 -> 6 + (norm -> 12 relu -> 6) norm relu -> 2, %d parameters, input dropout 0.1, dropout 0.3"
                .formatted(parameters));
    assertThat(network.parameters()).isEqualTo(parameters);
    assertThat(network.widest()).isEqualTo(12);
    assertThat(network.groups().stream().mapToInt(ParameterGroup::size).sum())
        .isEqualTo(parameters);
    assertThat(network.operations())
        .isEqualTo(6 * 4 * 6 + 50 * 4 + 2 * (6 * 6 * 12) + 50 * (6 + 12 + 6) + 50 * 12 + 6 * 6 * 2);
  }

  /** Weights of dense layers alone; not gains, nor biases. */
  @Test
  void onlyWeightsArePenalized() {
    int block = 24 + 6;
    int head = block + 12 + 7 * 12 + 13 * 6 + 12;
    assertThat(network(1).penalized())
        .containsExactly(
            0,
            24,
            block + 12,
            block + 12 + 72,
            block + 12 + 84,
            block + 12 + 84 + 72,
            head,
            head + 12);
  }

  @Test
  void dropoutIsOnWhatBlocksAddAndOnTheInputs() {
    Network network = network(2);
    Network dropped = network.withDropout(0.1, 0.3);
    assertThat(dropped.layers().get(0)).isEqualTo(new Dropout(4, 0.1));
    List<Layer> added = new ArrayList<>(block().layers());
    added.add(new Dropout(WIDTH, 0.3));
    assertThat(dropped.layers().subList(2, 4))
        .containsExactly(new Residual(added), new Residual(added));
    assertThat(dropped.layers().subList(4, 7)).isEqualTo(network.layers().subList(3, 6));
    assertThat(dropped.withoutDropout()).isEqualTo(network);
    assertThat(dropped.withDropout(0, 0)).isEqualTo(network);
    assertThat(dropped.withDropout(0.1, 0.3)).isEqualTo(dropped);
  }

  /** Blocks have keys of their own, so that their masks differ. */
  @Test
  void masksFollowFromTheKeyAndThePlace() {
    int width = 1 << 12;
    float[] theta = new float[width];
    Arrays.fill(theta, 1);
    DenseMatrix ones = new DenseMatrix(theta, 0, width, 1);
    Residual adds = new Residual(List.of(new Scale(width), new Dropout(width, 0.5)));
    List<float[]> masks = new ArrayList<>();
    for (int l = 0; l < 2; l++) {
      Pass pass = new Workspace().pass.forward(Optional.of(KEY.with(l)), false);
      masks.add(((DenseMatrix) adds.forward(theta, 0, ones, pass)).values().clone());
    }
    int same = 0;
    for (int i = 0; i < width; i++) {
      // x + 2 x or x
      assertThat(masks.get(0)[i]).isIn(1f, 3f);
      same += masks.get(0)[i] == masks.get(1)[i] ? 1 : 0;
    }
    assertThat(same).isCloseTo(width / 2, within(4 * 32));
  }

  /** He before relu, Glorot before sums and normalizations. */
  @Test
  void autoSuitsEachLayerWithin() {
    Network network = network(1);
    float[] theta = network.initialize(Initializer.AUTO, KEY);
    float[] expected = new float[theta.length];
    Initializer.GLOROT_UNIFORM.fill(expected, 0, 4, 6, KEY.with(0));
    Arrays.fill(expected, 30, 36, 1);
    new Activation.Relu().initializer().fill(expected, 42, 6, 12, KEY.with(1).with(1));
    Initializer.GLOROT_UNIFORM.fill(expected, 126, 12, 6, KEY.with(1).with(2));
    Arrays.fill(expected, 204, 210, 1);
    Initializer.GLOROT_UNIFORM.fill(expected, 216, 6, 2, KEY.with(3));
    assertThat(theta).isEqualTo(expected);
  }

  @Test
  void dataDrivenInitializationReachesTheLayersWithin() {
    Network network = network(2);
    DenseMatrix x = Examples.features(4, 400, KEY.with("x"));
    Initialization how = new Initialization(Initializer.UNIT_VARIANCE, BiasInitializer.ZERO, true);
    float[] theta = network.initialize(how, KEY, Optional.of(x));
    Workspace workspace = new Workspace();
    network.outputs(theta, x, workspace);
    DenseMatrix products = (DenseMatrix) workspace.pass.inner(2).inner(3).outputs();
    for (int o = 0; o < WIDTH; o++) {
      double sum = 0;
      double squares = 0;
      for (int j = 0; j < 400; j++) {
        double value = products.values()[j * WIDTH + o];
        sum += value / 400;
        squares += value * value / 400;
      }
      assertThat(squares - sum * sum).isCloseTo(1, within(1e-4));
    }
    // Zeros are for the last layer of the network alone
    int last = theta.length - 7 * 2;
    for (int i = last; i < theta.length; i++) {
      assertThat(theta[i]).isZero();
    }
  }

  @Test
  void aBlockOfAReportIsAResidualLayerWithAllWithin() {
    Network network = network(2);
    List<Block> blocks = network.blocks();
    assertThat(blocks).extracting(Block::outputs).containsExactly(6, 6, 6, 2);
    assertThat(blocks).extracting(Block::residual).containsExactly(false, true, true, false);
    assertThat(blocks)
        .extracting(block -> block.activation().name())
        .containsExactly("identity", "identity", "relu", "identity");
    assertThat(blocks.get(1).parameters()).isEqualTo(12 + 7 * 12 + 13 * 6);
    assertThat(blocks.stream().mapToInt(Block::parameters).sum()).isEqualTo(network.parameters());
    DenseMatrix x = Examples.features(4, 9, KEY.with("x"));
    List<float[]> seen = new ArrayList<>();
    float[] theta = network.initialize(Initializer.AUTO, KEY);
    network.visit(theta, x, new Workspace(), (index, block, a, n) -> seen.add(a.clone()));
    assertThat(seen).hasSize(4);
    // The second block adds to the outputs of the first
    float[] f = seen.get(1);
    Pass pass = new Workspace().pass;
    int at = 30 + blocks.get(1).parameters();
    float[] y =
        ((DenseMatrix) block().forward(theta, at, new DenseMatrix(f, 0, 6, 9), pass)).values();
    float[] norm =
        ((DenseMatrix)
                new LayerNorm(6)
                    .forward(
                        theta,
                        theta.length - 26,
                        new DenseMatrix(y, 0, 6, 9),
                        new Workspace().pass))
            .values();
    for (int i = 0; i < 54; i++) {
      assertThat(seen.get(2)[i]).isEqualTo(Math.max(norm[i], 0));
    }
  }

  /** A deep network learns from its first step on: the derivative reaches the first layer. */
  @Test
  void theDerivativeReachesTheFirstOfManyLayers() {
    Network network = network(50);
    float[] theta = network.initialize(Initializer.AUTO, KEY);
    DenseMatrix x = Examples.features(4, 20, KEY.with("x"));
    float[] y = Examples.targets(Losses.named("squared"), 2, 20, KEY);
    float[] gradient = new float[theta.length];
    network.gradient(
        theta, new Batch(x, new Targets(y)), Losses.named("squared"), new Workspace(), gradient);
    double first = 0;
    double last = 0;
    for (int i = 0; i < 24; i++) {
      first += Math.abs(gradient[i]) / 24;
    }
    for (int i = gradient.length - 14; i < gradient.length - 2; i++) {
      last += Math.abs(gradient[i]) / 12;
    }
    assertThat(first).isBetween(last / 1000, last * 1000);
  }

  @Test
  void aNormalizedExampleDependsOnItselfAlone() {
    LayerNorm norm = new LayerNorm(7);
    float[] theta = new float[14];
    norm.initialize(theta, 0, Initialization.of(Initializer.AUTO), KEY, Optional.empty());
    DenseMatrix all = Examples.features(7, 33, KEY);
    float[] together = ((DenseMatrix) norm.forward(theta, 0, all, new Workspace().pass)).values();
    for (int j = 0; j < 33; j++) {
      Matrix one = all.gather(new int[] {j}, 0, 1, null);
      float[] alone = ((DenseMatrix) norm.forward(theta, 0, one, new Workspace().pass)).values();
      for (int i = 0; i < 7; i++) {
        assertThat(alone[i]).isEqualTo(together[j * 7 + i]);
      }
    }
  }

  /** The mean is taken off before squares are summed, in double precision. */
  @Test
  void normalizesNumbersFarFromZero() {
    LayerNorm norm = new LayerNorm(4);
    float[] theta = {1, 1, 1, 1, 0, 0, 0, 0};
    float[] x = {1_000_001, 1_000_002, 1_000_003, 1_000_004, 5, 5, 5, 5};
    float[] y =
        ((DenseMatrix) norm.forward(theta, 0, new DenseMatrix(x, 0, 4, 2), new Workspace().pass))
            .values();
    for (int i = 0; i < 4; i++) {
      assertThat(y[i]).isCloseTo((float) ((i - 1.5) / Math.sqrt(1.25 + 1e-5)), within(1e-6f));
      assertThat(y[4 + i]).isZero();
    }
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(() -> new Residual(List.of(new Dense(3, 4))))
        .hasMessage("a residual layer adds as many numbers as it takes, got 3 and 4");
    assertThatThrownBy(() -> new Residual(List.of(new Dense(3, 4), new Dense(5, 3))))
        .hasMessage("layer 2 takes 5 inputs but layer 1 gives 4");
    assertThatThrownBy(() -> new Residual(List.of(new Dropout(3, 0.1))))
        .hasMessage(
            "what a residual layer adds must have at least one layer with parameters, got [dropout"
                + " 0.1]");
    assertThatThrownBy(() -> new Residual(List.of(new MemberScale(2, 3))))
        .hasMessage(
            "a residual layer takes neither columns of a table, nor layers of members, nor a clamp or unsmooth;"
                + " got [scale of 2]");
    assertThatThrownBy(() -> new LayerNorm(0))
        .hasMessage("width must be from 1 to 1073741823, got 0");
  }
}
