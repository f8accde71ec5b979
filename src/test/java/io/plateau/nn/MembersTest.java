package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of members against TabM in double precision, written as k networks apart. */
class MembersTest {
  private static final int MEMBERS = 3;
  private static final int INPUTS = 4;
  private static final int HIDDEN = 5;
  private static final int EXAMPLES = 6;
  private static final Key KEY = Key.of(7);

  /** TabM-mini: factors of the inputs, layers that members share, a last layer of each. */
  private static Network mini(int outputs, Link link) {
    return new Network(
        List.of(
            new Members(MEMBERS, INPUTS),
            new Dense(INPUTS, HIDDEN, Parametrization.NTK),
            new Activate(HIDDEN, new Activation.Tanh()),
            new MemberHeads(MEMBERS, HIDDEN, outputs, link, Parametrization.NTK)));
  }

  /** TabM: factors around each layer, and biases of each member. */
  private static Network full(int outputs, Link link) {
    return new Network(
        List.of(
            new Members(MEMBERS, INPUTS),
            new MemberDense(MEMBERS, INPUTS, HIDDEN, Parametrization.STANDARD),
            new Activate(HIDDEN, new Activation.Tanh()),
            new MemberScale(MEMBERS, HIDDEN),
            new MemberDense(MEMBERS, HIDDEN, HIDDEN, Parametrization.STANDARD),
            new Activate(HIDDEN, new Activation.Tanh()),
            new MemberHeads(MEMBERS, HIDDEN, outputs, link, Parametrization.STANDARD)));
  }

  private static float[] theta(Network network) {
    float[] theta = network.initialize(Initializer.AUTO, KEY.with("theta"));
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.3f * KEY.with("noise").normal(i);
    }
    return theta;
  }

  /** The outputs of a member for an example, by the formulas of TabM. */
  private static double[] outputs(Network network, float[] theta, int member, double[] x) {
    double[] a = x;
    int at = 0;
    for (Layer layer : network.layers()) {
      int in = layer.inputs();
      int out = layer.outputs();
      double[] y = new double[out];
      for (int o = 0; o < out; o++) {
        if (layer instanceof Members || layer instanceof MemberScale) {
          y[o] = theta[at + member * in + o] * a[o];
        } else if (layer instanceof Dense dense) {
          double c = dense.parametrization() == Parametrization.NTK ? 1 / Math.sqrt(in) : 1;
          y[o] = c * row(theta, at + o, out, a) + theta[at + in * out + o];
        } else if (layer instanceof MemberDense) {
          y[o] =
              theta[at + in * out + member * out + o] * row(theta, at + o, out, a)
                  + theta[at + in * out + (MEMBERS + member) * out + o];
        } else if (layer instanceof MemberHeads heads) {
          double c = heads.parametrization() == Parametrization.NTK ? 1 / Math.sqrt(in) : 1;
          y[o] =
              c * row(theta, at + member * in * out + o, out, a)
                  + theta[at + MEMBERS * in * out + member * out + o];
        } else {
          y[o] = Math.tanh(a[o]);
        }
      }
      a = y;
      at += layer.parameters();
    }
    return a;
  }

  private static double row(float[] theta, int at, int stride, double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += theta[at + i * stride] * a[i];
    }
    return sum;
  }

  private static double[] prediction(Link link, double[] z) {
    double[] p = new double[z.length];
    double all = Arrays.stream(z).map(Math::exp).sum();
    for (int i = 0; i < p.length; i++) {
      p[i] =
          switch (link) {
            case IDENTITY -> z[i];
            case EXP -> Math.exp(z[i]);
            case SIGMOID -> 1 / (1 + Math.exp(-z[i]));
            case SOFTMAX -> Math.exp(z[i]) / all;
          };
    }
    return p;
  }

  private static double[] example(DenseMatrix x, int j) {
    double[] example = new double[x.rows()];
    for (int i = 0; i < example.length; i++) {
      example[i] = x.values()[j * x.rows() + i];
    }
    return example;
  }

  @ParameterizedTest
  @CsvSource({
    "squared, false",
    "squared, true",
    "softmaxCrossEntropy, false",
    "softmaxCrossEntropy, true",
    "sigmoidCrossEntropy, false",
    "poisson, true"
  })
  void predictsTheMeanOfTheMembersAndLearnsTheMeanOfTheirLosses(String name, boolean all) {
    Loss loss = Losses.named(name);
    int k = 2;
    Network network = all ? full(k, loss.link()) : mini(k, loss.link());
    float[] theta = theta(network);
    DenseMatrix x = Examples.features(INPUTS, EXAMPLES, KEY);
    float[] y = Examples.targets(loss, k, EXAMPLES, KEY.with("y"));
    float[] weights = Examples.weights(EXAMPLES, KEY.with("w"));

    double sum = 0;
    double[][] means = new double[EXAMPLES][k];
    for (int j = 0; j < EXAMPLES; j++) {
      for (int m = 0; m < MEMBERS; m++) {
        double[] z = outputs(network, theta, m, example(x, j));
        double[] p = prediction(loss.link(), z);
        for (int i = 0; i < k; i++) {
          means[j][i] += p[i] / MEMBERS;
        }
        int targets = loss.targets(k);
        sum += weights[j] / (double) MEMBERS * loss(name, z, p, y, j * targets);
      }
    }

    float[] z = network.outputs(theta, x, new Workspace());
    float[] p = Arrays.copyOf(z, k * EXAMPLES);
    loss.predict(p, k, EXAMPLES);
    for (int i = 0; i < p.length; i++) {
      assertThat((double) p[i]).isCloseTo(means[i / k][i % k], within(2e-6 * (1 + Math.abs(p[i]))));
    }
    float[] gradient = new float[theta.length];
    Workspace workspace = new Workspace();
    Batch batch = new Batch(x, new Targets(y, weights));
    assertThat(network.gradient(theta, batch, loss, workspace, gradient))
        .isCloseTo(sum, within(1e-5 * (1 + sum)));
    requireSlopes(network, theta, batch, loss, gradient);
  }

  private static double loss(String name, double[] z, double[] p, float[] y, int at) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum +=
          switch (name) {
            case "squared" -> 0.5 * (z[i] - y[at + i]) * (z[i] - y[at + i]);
            case "poisson" -> Math.exp(z[i]) - y[at + i] * z[i];
            case "sigmoidCrossEntropy" ->
                -y[at + i] * Math.log(p[i]) - (1 - y[at + i]) * Math.log(1 - p[i]);
            default -> i == y[at] ? -Math.log(p[i]) : 0;
          };
    }
    return sum;
  }

  /** The derivative along random directions is that of the loss. */
  private static void requireSlopes(
      Network network, float[] theta, Batch batch, Loss loss, float[] gradient) {
    for (int direction = 0; direction < 5; direction++) {
      double h = 1e-2;
      double along = 0;
      double[] sums = new double[2];
      for (int side = 0; side < 2; side++) {
        float[] moved = theta.clone();
        for (int i = 0; i < moved.length; i++) {
          float d = 0.3f * KEY.with("direction").with(direction).normal(i);
          moved[i] += (float) (side == 0 ? h * d : -h * d);
          along += side == 0 ? d * gradient[i] : 0;
        }
        sums[side] = network.gradient(moved, batch, loss, new Workspace(), new float[theta.length]);
      }
      assertThat((sums[0] - sums[1]) / (2 * h))
          .isCloseTo(along, within(5e-3 + 5e-3 * Math.abs(along)));
    }
  }

  /** Each member alone is a network with the factors of the inputs multiplied into its weights. */
  @Test
  void theMembersAreNetworksOfTheirOwn() {
    Network network = mini(2, Link.IDENTITY);
    float[] theta = theta(network);
    DenseMatrix x = Examples.features(INPUTS, EXAMPLES, KEY);
    float[] all = network.memberOutputs(theta, x, new Workspace()).clone();
    for (int m = 0; m < MEMBERS; m++) {
      for (int j = 0; j < EXAMPLES; j++) {
        double[] z = outputs(network, theta, m, example(x, j));
        for (int i = 0; i < 2; i++) {
          assertThat((double) all[(m * EXAMPLES + j) * 2 + i]).isCloseTo(z[i], within(1e-5));
        }
      }
    }
    assertThat(network.meanOutputs(all, EXAMPLES))
        .containsExactly(Arrays.copyOf(network.outputs(theta, x, new Workspace()), 2 * EXAMPLES));
    assertThat(network.members()).isEqualTo(MEMBERS);
  }

  @Test
  void onlyTheBatchDecidesAboutDropout() {
    Network network = mini(1, Link.IDENTITY).withDropout(0.2, 0.5);
    float[] theta = theta(network);
    DenseMatrix x = Examples.features(INPUTS, EXAMPLES, KEY);
    Loss loss = Losses.named("squared");
    Batch batch = new Batch(x, new Targets(new float[EXAMPLES]));
    float[] without = new float[theta.length];
    float[] masked = new float[theta.length];
    network.gradient(theta, batch, loss, new Workspace(), without);
    network.gradient(theta, batch.masked(KEY, 1), loss, new Workspace(), masked);
    assertThat(masked).isNotEqualTo(without);
    float[] plain = new float[theta.length];
    mini(1, Link.IDENTITY).gradient(theta, batch, loss, new Workspace(), plain);
    assertThat(without).isEqualTo(plain);
  }

  /** Parts of a batch add up, and a used workspace gives the same bits. */
  @Test
  void partsOfABatchAddUp() {
    Network network = full(2, Link.SOFTMAX);
    float[] theta = theta(network);
    Loss loss = Losses.named("softmaxCrossEntropy");
    DenseMatrix x = Examples.features(INPUTS, EXAMPLES, KEY);
    float[] y = Examples.targets(loss, 2, EXAMPLES, KEY);
    float[] whole = new float[theta.length];
    Workspace used = new Workspace();
    double sum = network.gradient(theta, new Batch(x, new Targets(y)), loss, used, whole);
    float[] parts = new float[theta.length];
    double added = 0;
    int[] cuts = {0, 1, 1, 4, EXAMPLES};
    for (int c = 1; c < cuts.length; c++) {
      float[] part = Arrays.copyOfRange(y, cuts[c - 1], cuts[c]);
      Batch batch = new Batch(x.slice(cuts[c - 1], cuts[c]), new Targets(part));
      added += network.gradient(theta, batch, loss, used, parts);
    }
    assertThat(added).isCloseTo(sum, within(1e-6 * sum));
    for (int i = 0; i < parts.length; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], within(1e-6f + 1e-5f * Math.abs(whole[i])));
    }
    float[] again = new float[theta.length];
    assertThat(network.gradient(theta, new Batch(x, new Targets(y)), loss, used, again))
        .isEqualTo(sum);
    assertThat(again).isEqualTo(whole);
  }

  @Test
  void theFactorsBeginAsSignsOrOneDrawForAFeature() {
    float[] signs = new float[3 * 200];
    new Members(3, 200)
        .initialize(signs, 0, Initialization.of(Initializer.AUTO), KEY, Optional.empty());
    int positive = 0;
    for (float sign : signs) {
      assertThat(Math.abs(sign)).isEqualTo(1);
      positive += sign > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(240, 360);
    assertThat(Arrays.copyOf(signs, 200)).isNotEqualTo(Arrays.copyOfRange(signs, 200, 400));

    List<Integer> features = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      features.add(i % 200);
    }
    float[] draws = new float[2 * 400];
    new Members(2, features)
        .initialize(draws, 0, Initialization.of(Initializer.AUTO), KEY, Optional.empty());
    double squares = 0;
    for (int i = 0; i < draws.length; i++) {
      assertThat(draws[i]).isEqualTo(draws[i / 400 * 400 + i % 200]);
      squares += draws[i] * draws[i];
    }
    assertThat(squares / draws.length).isCloseTo(1, within(0.2));
  }

  @Test
  void columnsKnowTheFeatureOfEachOutput() {
    Columns columns =
        new Columns(
            List.of(
                new Periodic(new Numbers(2), 3, 2, 0.1),
                new ImputedNumber(1),
                new Embedding(new Codes(3, true), 2, 0)));
    assertThat(columns.sources()).containsExactly(0, 1, 0, 0, 1, 1, 2, 2, 3, 3);
  }

  /** The products of each output with the sample have variance 1, over all members and by head. */
  @Test
  void initialWeightsFollowFromASample() {
    for (Network network : List.of(mini(2, Link.IDENTITY), full(2, Link.IDENTITY))) {
      DenseMatrix x = Examples.features(INPUTS, 500, KEY.with("sample"));
      Initialization how =
          new Initialization(Initializer.UNIT_VARIANCE, BiasInitializer.ZERO, false);
      float[] theta = network.initialize(how, KEY, Optional.of((Matrix) x));
      float[] z = network.memberOutputs(theta, x, new Workspace());
      for (int head = 0; head < 2 * MEMBERS; head++) {
        double sum = 0;
        double squares = 0;
        for (int j = 0; j < 500; j++) {
          double value = z[(head / 2 * 500 + j) * 2 + head % 2];
          sum += value / 500;
          squares += value * value / 500;
        }
        assertThat(squares - sum * sum).isCloseTo(1, within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e-3f, 30, 300})
  void logitsOfTheMeanAreExactFarFromZero(float z) {
    // Members that agree have the mean of each
    for (Link link : Link.values()) {
      float[] both = {z, -z, z, -z};
      float[] mean = new float[2];
      link.meanLogits(both, 2, 1, 2, mean);
      assertThat(mean[0] - mean[1]).isCloseTo(2 * z, within(1e-6f * (1 + 2 * z)));
      if (link != Link.SOFTMAX) {
        assertThat(mean[0]).isCloseTo(z, within(1e-6f * (1 + z)));
      }
    }
  }

  @Test
  void aMemberThatIsNotANumberIsNotHidden() {
    for (Link link : Link.values()) {
      float[] mean = new float[2];
      link.meanLogits(new float[] {1, 2, Float.NaN, 3}, 2, 1, 2, mean);
      assertThat(mean[0]).isNaN();
    }
  }

  @Test
  void visitorsSeeTheColumnsOfAllMembers() {
    Network network = mini(2, Link.IDENTITY);
    List<Integer> columns = new ArrayList<>();
    network.visit(
        theta(network),
        Examples.features(INPUTS, EXAMPLES, KEY),
        new Workspace(),
        (index, block, a, n) -> columns.add(n));
    assertThat(columns).containsExactly(MEMBERS * EXAMPLES, EXAMPLES);
  }

  /** Six operations a weight for each member, and those of elementary functions. */
  @Test
  void theWorkIsThatOfEachMember() {
    long single = 6L * (INPUTS * HIDDEN + HIDDEN * 2) + 50 * (INPUTS + HIDDEN);
    assertThat(mini(2, Link.IDENTITY).operations()).isEqualTo(MEMBERS * single);
  }

  @Test
  void layersOfMembersMustFitTogether() {
    Members members = new Members(2, 3);
    MemberHeads heads = new MemberHeads(2, 3, 1, Link.IDENTITY, Parametrization.STANDARD);
    assertThatThrownBy(() -> new Network(List.of(members, new Dense(3, 1))))
        .hasMessageStartingWith("the last layer of 2 members must be their heads");
    for (List<Layer> layers :
        List.<List<Layer>>of(
            List.of(heads),
            List.of(members, new MemberScale(3, 3), heads),
            List.of(members, members, heads),
            List.of(members, heads, new Dense(1, 1)))) {
      assertThatThrownBy(() -> new Network(layers)).hasMessageContaining("does not fit");
    }
    assertThatThrownBy(() -> new Members(1, 3)).hasMessage("members must be at least 2, got 1");
  }
}
