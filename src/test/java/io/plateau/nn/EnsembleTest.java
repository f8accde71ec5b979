package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.initial.BiasInitializer;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ensembles against as many networks that know nothing of each other. */
class EnsembleTest {
  /** A power of two, so that a share of a derivative is exact. */
  private static final int MEMBERS = 4;

  private static final int EXAMPLES = 7;
  private static final int OUTPUTS = 2;
  private static final Key KEY = Key.of(11);

  /** Table columns, layers of the recipe for tables, and a residual block. */
  private static final Network SINGLE =
      new Network(
              List.of(
                  new Columns(
                      List.of(
                          new Periodic(new Numbers(2), 3, 2, 0.5),
                          new Embedding(new Codes(3, false), 2, 0))),
                  new Scale(8),
                  new Dense(8, 6, Parametrization.NTK),
                  new ParametricActivation(6, Activations.named("selu")),
                  new Residual(List.of(new LayerNorm(6), new Dense(6, 6))),
                  new Dense(6, OUTPUTS, Parametrization.NTK)))
          .withDropout(0.2, 0.3);

  private static Network ensemble(Link link) {
    return new Network(List.of(new Ensemble(MEMBERS, SINGLE.layers(), link)));
  }

  private static DenseMatrix rows(int n) {
    DenseMatrix x = Examples.features(3, n, KEY.with("x"));
    for (int j = 0; j < n; j++) {
      x.values()[3 * j + 2] = j % 3;
    }
    return x;
  }

  private static float[] theta(Network network) {
    float[] theta = network.initialize(Initializer.AUTO, KEY.with("theta"));
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.3f * KEY.with("noise").normal(i);
    }
    return theta;
  }

  private static float[] of(float[] all, int member) {
    int each = all.length / MEMBERS;
    return Arrays.copyOfRange(all, member * each, (member + 1) * each);
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "softmaxCrossEntropy", "sigmoidCrossEntropy", "poisson"})
  void eachMemberIsANetworkToTheBit(String name) {
    Loss loss = Losses.named(name);
    Network network = ensemble(loss.link());
    float[] theta = theta(network);
    DenseMatrix x = rows(EXAMPLES);
    Batch batch =
        new Batch(
            x,
            new Targets(
                Examples.targets(loss, OUTPUTS, EXAMPLES, KEY.with("y")),
                Examples.weights(EXAMPLES, KEY.with("w"))));
    float[] gradient = new float[theta.length];
    Workspace used = new Workspace();
    network.gradient(theta, batch, loss, used, new float[theta.length]);
    double sum = network.gradient(theta, batch.masked(KEY, 1), loss, used, gradient);
    float[] outputs = network.memberOutputs(theta, x, used).clone();

    double each = 0;
    double[] mean = new double[OUTPUTS * EXAMPLES];
    for (int m = 0; m < MEMBERS; m++) {
      float[] own = of(theta, m);
      float[] slopes = new float[own.length];
      Key masks = KEY.with(0).with(m);
      each += SINGLE.gradient(own, batch.masked(masks, 1), loss, new Workspace(), slopes) / MEMBERS;
      float[] shares = of(gradient, m);
      for (int i = 0; i < slopes.length; i++) {
        assertThat(MEMBERS * shares[i]).isEqualTo(slopes[i]);
      }
      float[] z = SINGLE.outputs(own, x, new Workspace());
      for (int i = 0; i < mean.length; i++) {
        assertThat(outputs[m * mean.length + i]).isEqualTo(z[i]);
      }
      float[] p = Arrays.copyOf(z, mean.length);
      loss.predict(p, OUTPUTS, EXAMPLES);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += p[i] / (double) MEMBERS;
      }
    }
    assertThat(sum).isCloseTo(each, within(1e-6 * (1 + Math.abs(each))));
    float[] p = Arrays.copyOf(network.outputs(theta, x, used), mean.length);
    assertThat(network.meanOutputs(outputs, EXAMPLES)).containsExactly(p);
    loss.predict(p, OUTPUTS, EXAMPLES);
    for (int i = 0; i < mean.length; i++) {
      assertThat((double) p[i]).isCloseTo(mean[i], within(2e-6 * (1 + Math.abs(mean[i]))));
    }
  }

  @Test
  void membersBeginAsNetworksOfTheirOwnKeys() {
    Network network = ensemble(Link.SOFTMAX);
    Optional<Matrix> sample = Optional.of(rows(100));
    Initialization how = new Initialization(Initializer.UNIT_VARIANCE, BiasInitializer.DATA, false);
    float[] theta = network.initialize(how, KEY, sample);
    for (int m = 0; m < MEMBERS; m++) {
      float[] own = SINGLE.initialize(how, KEY.with(0).with(m), sample);
      assertThat(of(theta, m)).containsExactly(own);
    }
    assertThat(of(theta, 0)).isNotEqualTo(of(theta, 1));
  }

  @Test
  void takesSparseRows() {
    Network single = Network.of(3, new int[] {4}, 1, new Activation.Relu());
    Network network = new Network(List.of(new Ensemble(2, single.layers(), Link.IDENTITY)));
    float[] theta = network.initialize(Initializer.AUTO, KEY);
    DenseMatrix x = rows(EXAMPLES);
    float[] dense = Arrays.copyOf(network.outputs(theta, x, new Workspace()), EXAMPLES);
    float[] sparse = network.outputs(theta, Examples.sparse(x), new Workspace());
    for (int i = 0; i < dense.length; i++) {
      assertThat(sparse[i]).isCloseTo(dense[i], within(1e-6f));
    }
  }

  /** What a report counts of an ensemble is what it counts of all members, unit by unit. */
  @Test
  void visitorsSeeTheUnitsOfAllMembersSideBySide() {
    Network network = ensemble(Link.IDENTITY);
    float[] theta = theta(network);
    DenseMatrix x = rows(EXAMPLES);
    List<Block> blocks = network.blocks();
    assertThat(blocks).hasSize(SINGLE.blocks().size());
    List<float[]> seen = new ArrayList<>();
    network.visit(theta, x, new Workspace(), (index, block, a, n) -> seen.add(a.clone()));
    for (int m = 0; m < MEMBERS; m++) {
      int member = m;
      SINGLE.visit(
          of(theta, m),
          x,
          new Workspace(),
          (index, block, a, n) -> {
            int width = block.outputs();
            assertThat(n).isEqualTo(EXAMPLES);
            assertThat(blocks.get(index).outputs()).isEqualTo(width);
            assertThat(blocks.get(index).units()).isEqualTo(MEMBERS * width);
            assertThat(blocks.get(index).parameters()).isEqualTo(MEMBERS * block.parameters());
            for (int i = 0; i < width * n; i++) {
              int at = i / width * MEMBERS * width + member * width + i % width;
              assertThat(seen.get(index)[at]).isEqualTo(a[i]);
            }
          });
    }
    List<Integer> firsts =
        blocks.get(0).groups().stream()
            .filter(group -> group.role() == ParameterGroup.Role.WEIGHT)
            .map(ParameterGroup::from)
            .toList();
    assertThat(firsts).hasSize(MEMBERS);
    assertThat(firsts.get(1) - firsts.get(0)).isEqualTo(SINGLE.parameters());
  }

  @Test
  void theRolesAndTheWorkAreThoseOfAllMembers() {
    Network network = ensemble(Link.IDENTITY);
    assertThat(network.members()).isEqualTo(MEMBERS);
    assertThat(network.separateNetworks()).isEqualTo(MEMBERS);
    assertThat(SINGLE.separateNetworks()).isEqualTo(1);
    assertThat(network.parameters()).isEqualTo(MEMBERS * SINGLE.parameters());
    assertThat(network.operations()).isEqualTo(MEMBERS * SINGLE.operations());
    assertThat(network.widest()).isEqualTo(SINGLE.widest());
    assertThat(network.columns()).isEqualTo(SINGLE.columns());
    int at = 0;
    for (ParameterGroup group : network.groups()) {
      assertThat(group.from()).isEqualTo(at);
      at = group.to();
    }
    assertThat(at).isEqualTo(network.parameters());
    assertThat(network.groups()).hasSize(MEMBERS * SINGLE.groups().size());
  }

  @Test
  void outputsInAnotherUnitAreThoseOfEachMember() {
    Network network = ensemble(Link.IDENTITY);
    float[] theta = theta(network);
    float[] twice = network.rescaled(theta, (value, role, output) -> (output + 2) * value);
    DenseMatrix x = rows(EXAMPLES);
    float[] z = network.memberOutputs(theta, x, new Workspace()).clone();
    float[] scaled = network.memberOutputs(twice, x, new Workspace());
    for (int i = 0; i < MEMBERS * OUTPUTS * EXAMPLES; i++) {
      assertThat(scaled[i]).isCloseTo((i % 2 + 2) * z[i], within(1e-5f * (1 + Math.abs(z[i]))));
    }
  }

  @Test
  void dropoutIsThatOfEachMember() {
    Network network = ensemble(Link.IDENTITY);
    assertThat(network.withoutDropout())
        .isEqualTo(
            new Network(
                List.of(new Ensemble(MEMBERS, SINGLE.withoutDropout().layers(), Link.IDENTITY))));
    assertThat(network.withoutDropout().withDropout(0.2, 0.3)).isEqualTo(network);
    assertThat(network.toString())
        .startsWith("3 (-> 8 of 2 columns scale -> 6 ")
        .endsWith(
            ", %d parameters, input dropout 0.2, dropout 0.3".formatted(theta(network).length));
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    List<Layer> layers = List.of(new Dense(3, 1));
    Ensemble ensemble = new Ensemble(2, layers, Link.IDENTITY);
    assertThatThrownBy(() -> new Ensemble(1, layers, Link.IDENTITY))
        .hasMessage("members must be at least 2, got 1");
    assertThatThrownBy(() -> new Ensemble(2, List.of(ensemble), Link.IDENTITY))
        .hasMessageStartingWith(
            "a member of an ensemble has neither members of its own nor a clamp or unsmooth");
    assertThatThrownBy(() -> new Network(List.of(new Dense(3, 3), ensemble)))
        .hasMessageStartingWith("an ensemble has all layers within, but a clamp or unsmooth; got ");
    assertThatThrownBy(() -> new Network(List.of(ensemble, new Dense(1, 1))))
        .hasMessageStartingWith("an ensemble has all layers within, but a clamp or unsmooth; got ");
    assertThatThrownBy(() -> new Ensemble(40_000, List.of(new Dense(300, 300)), Link.IDENTITY))
        .hasMessageContaining("more than the 2147483647 an array can hold");
  }
}
