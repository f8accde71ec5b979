package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.autodiff.ReferenceNetwork;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Back-propagation against automatic differentiation in double precision. */
class GradientTest {
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;
  private static final int EXAMPLES = 9;
  private static final Key KEY = Key.of(42);

  static Stream<Arguments> combinations() {
    return Activations.names().stream()
        .flatMap(
            activation ->
                Losses.names().stream()
                    .flatMap(
                        loss ->
                            Stream.of(0.0, 0.4)
                                .flatMap(
                                    dropout ->
                                        Stream.of(false, true)
                                            .map(
                                                weighted ->
                                                    Arguments.of(
                                                        activation, loss, dropout, weighted)))));
  }

  @ParameterizedTest(name = "{0}, {1}, dropout {2}, weighted {3}")
  @MethodSource("combinations")
  void agreesWithAutomaticDifferentiation(
      String activation, String lossName, double dropout, boolean weighted) {
    Network network = network(activation).withDropout(dropout / 2, dropout);
    Loss loss = Losses.named(lossName);
    float[] theta = theta(network);
    DenseMatrix x = Examples.features(INPUTS, EXAMPLES, KEY.with("x"));
    float[] y = Examples.targets(loss, OUTPUTS, EXAMPLES, KEY.with("y"));
    Targets targets =
        weighted ? new Targets(y, Examples.weights(EXAMPLES, KEY.with("w"))) : new Targets(y);
    Key masks = KEY.with("masks");

    ReferenceNetwork reference = new ReferenceNetwork(network, theta);
    for (int j = 0; j < EXAMPLES; j++) {
      reference.add(
          doubles(x.values(), j, INPUTS),
          doubles(y, j, loss.targets(OUTPUTS)),
          targets.weight(j),
          loss,
          (layer, unit, width, example) -> {
            double rate = layer == 0 ? dropout / 2 : dropout;
            float u = masks.with(layer).uniform(unit + (long) width * example);
            return u < (float) rate ? 0 : 1 / (1 - rate);
          },
          j);
    }
    double[] expected = reference.gradient();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();

    for (Matrix features : new Matrix[] {x, Examples.sparse(x)}) {
      float[] gradient = new float[theta.length];
      double sum =
          network.gradient(
              theta,
              new Batch(features, targets).masked(masks, 1),
              loss,
              new Workspace(),
              gradient);

      assertThat(sum).isCloseTo(reference.sum(), within(1e-5 * Math.abs(reference.sum()) + 1e-5));
      for (int i = 0; i < gradient.length; i++) {
        double tolerance = 1e-4 * Math.abs(expected[i]) + 2e-6 * largest;
        assertThat((double) gradient[i]).as("%d", i).isCloseTo(expected[i], within(tolerance));
      }
    }
  }

  @Test
  void weightTwoIsTheRowTwice() {
    DenseMatrix x = Examples.features(INPUTS, 2, KEY);
    Loss loss = Losses.named("softmaxCrossEntropy");
    float[] twice =
        gradient(x.gather(new int[] {0, 1, 1}, 0, 3, null), loss, new float[0], 2, 0, 0);

    assertClose(gradient(x, loss, new float[] {1, 2}, 2, 0), twice);
  }

  @Test
  void weightZeroIsAbsentWhateverTheOutputs() {
    DenseMatrix x = Examples.features(INPUTS, 2, KEY);
    x.values()[0] = 1e30f;
    for (String name : Losses.names()) {
      Loss loss = Losses.named(name);

      float[] absent = gradient(x.slice(1, 2), loss, new float[0], 1);

      assertClose(gradient(x, loss, new float[] {0, 1}, 1, 1), absent);
    }
  }

  @Test
  void partsAddUpToTheWhole() {
    Loss loss = Losses.named("huber");
    Network network = network("tanh");
    float[] theta = theta(network);
    DenseMatrix x = Examples.features(INPUTS, EXAMPLES, KEY);
    float[] y = Examples.targets(loss, OUTPUTS, EXAMPLES, KEY);
    float[] whole = new float[theta.length];
    Workspace workspace = new Workspace();
    double sum = network.gradient(theta, new Batch(x, new Targets(y)), loss, workspace, whole);

    float[] added = new float[theta.length];
    double addedSum = 0;
    int[] cuts = {0, 4, 4, 5, EXAMPLES};
    for (int i = 1; i < cuts.length; i++) {
      float[] part = Arrays.copyOfRange(y, OUTPUTS * cuts[i - 1], OUTPUTS * cuts[i]);
      Batch batch = new Batch(x.slice(cuts[i - 1], cuts[i]), new Targets(part));
      addedSum += network.gradient(theta, batch, loss, workspace, added);
    }

    assertThat(addedSum).isCloseTo(sum, within(1e-6 * sum));
    assertClose(added, whole);
  }

  @Test
  void anEmptyBatchAddsNothing() {
    for (String name : Losses.names()) {
      Network network = network("gelu").withDropout(0.5, 0.5);
      float[] gradient = new float[network.parameters()];
      Arrays.fill(gradient, 7);
      DenseMatrix none = new DenseMatrix(new float[0], 0, INPUTS, 0);
      for (Matrix x : new Matrix[] {none, Examples.sparse(none)}) {
        Batch batch = new Batch(x, new Targets(new float[0])).masked(KEY, 1);

        double sum =
            network.gradient(theta(network), batch, Losses.named(name), new Workspace(), gradient);

        assertThat(sum).isZero();
        assertThat(gradient).containsOnly(7);
      }
    }
  }

  @Test
  void aUsedWorkspaceGivesTheSameBits() {
    Loss loss = Losses.named("squared");
    Network network = network("silu").withDropout(0.2, 0.5);
    float[] theta = theta(network);
    Workspace used = new Workspace();
    for (int n : new int[] {9, 2, 30, 1, 9}) {
      Batch batch =
          new Batch(
                  Examples.features(INPUTS, n, KEY),
                  new Targets(Examples.targets(loss, OUTPUTS, n, KEY)))
              .masked(KEY, 1);
      float[] first = new float[theta.length];
      float[] second = new float[theta.length];

      double sum = network.gradient(theta, batch, loss, new Workspace(), first);

      assertThat(network.gradient(theta, batch, loss, used, second)).isEqualTo(sum);
      assertThat(second).isEqualTo(first);
    }
  }

  private static Network network(String activation) {
    return Network.of(INPUTS, new int[] {7, 6}, OUTPUTS, Activations.named(activation));
  }

  private static float[] theta(Network network) {
    float[] theta = network.initialize(Initializer.AUTO, KEY.with("theta"));
    for (int i = 0; i < theta.length; i++) {
      // Biases too.
      theta[i] += 0.1f * KEY.with("biases").normal(i);
    }
    return theta;
  }

  private static float[] gradient(Matrix x, Loss loss, float[] weights, int... y) {
    Network network = network("relu");
    float[] targets = new float[loss.targets(OUTPUTS) * x.columns()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = loss.targets(OUTPUTS) == 1 ? y[i] : 1;
    }
    float[] gradient = new float[network.parameters()];
    network.gradient(
        theta(network),
        new Batch(x, new Targets(targets, weights)),
        loss,
        new Workspace(),
        gradient);
    return gradient;
  }

  private static void assertClose(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f + 1e-5f * Math.abs(expected[i])));
    }
  }

  private static double[] doubles(float[] values, int column, int rows) {
    double[] result = new double[rows];
    for (int i = 0; i < rows; i++) {
      result[i] = values[column * rows + i];
    }
    return result;
  }
}
