package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Metric;
import io.plateau.nn.loss.Targets;
import io.plateau.optim.Clipping;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a hidden layer is for. Without an activation W2 (W1 x + b1) + b2 is one matrix and one bias,
 * and does no better than a network with no hidden layer.
 */
class HiddenLayerTest {
  private static final Loss LOSS = Losses.named("softmaxCrossEntropy");

  /** n rows of features, column after column, and their classes. */
  private record Rows(int inputs, int classes, float[] x, float[] y) {
    int size() {
      return y.length;
    }

    Matrix matrix() {
      return new DenseMatrix(x, 0, inputs, size());
    }

    Rows slice(int from, int to) {
      return new Rows(
          inputs,
          classes,
          Arrays.copyOfRange(x, inputs * from, inputs * to),
          Arrays.copyOfRange(y, from, to));
    }
  }

  /** A network after its training. */
  private record Trained(Network network, float[] theta) {
    double loss(Rows rows) {
      double sum =
          network.gradient(
              theta,
              new Batch(rows.matrix(), new Targets(rows.y)),
              LOSS,
              new Workspace(),
              new float[theta.length]);
      return sum / rows.size();
    }

    double accuracy(Rows rows) {
      float[] z = network.outputs(theta, rows.matrix(), new Workspace());
      Metric accuracy = LOSS.metrics().get(0);
      double[] right = {0};
      accuracy.add(z, rows.classes, rows.size(), new Targets(rows.y), right, 0);
      return accuracy.value(right, 0, rows.classes, rows.size());
    }
  }

  private static Trained train(
      Rows rows, int[] hidden, String activation, int batch, double rate, int epochs) {
    Network network = Network.of(rows.inputs, hidden, rows.classes, Activations.named(activation));
    Key key = Key.of(7);
    float[] theta = network.initialize(Initializer.AUTO, key.with("weights"));
    Optimizer adam =
        Rules.chain(Rules.named("adam"), Clipping.NONE, Regularization.NONE, List.of(), 1);
    OptimizerState state = adam.start(theta.length);
    Workspace workspace = new Workspace();
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = key.with("order").with(epoch).permutation(rows.size());
      // The rate falls to 0, so that the last steps settle.
      double now = rate * (1 - (double) epoch / epochs);
      for (int from = 0; from < order.length; from += batch) {
        int to = Math.min(order.length, from + batch);
        float[] y = new float[to - from];
        for (int i = from; i < to; i++) {
          y[i - from] = rows.y[order[i]];
        }
        float[] gradient = new float[theta.length];
        Batch some = new Batch(rows.matrix().gather(order, from, to, null), new Targets(y));
        network.gradient(theta, some, LOSS, workspace, gradient);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] /= to - from;
        }
        state = adam.update(theta, gradient, state, now);
      }
    }
    return new Trained(network, theta);
  }

  private static final int[] NONE = {};

  /** Four corners that no straight line divides. */
  @Test
  void xorNeedsAnActivation() {
    Rows xor = new Rows(2, 2, new float[] {-1, -1, -1, 1, 1, -1, 1, 1}, new float[] {0, 1, 1, 0});
    Trained none = train(xor, NONE, "identity", 4, 0.05, 300);
    Trained identity = train(xor, new int[] {8}, "identity", 4, 0.05, 300);
    Trained relu = train(xor, new int[] {8}, "relu", 4, 0.05, 300);
    // The corners' logits of any such network obey z00 + z11 = z01 + z10: ln 2 is the least loss.
    double coin = Math.log(2);
    for (Trained flat : List.of(none, identity)) {
      assertThat(flat.loss(xor)).isCloseTo(coin, within(0.01)).isGreaterThan(coin - 1e-6);
      assertThat(flat.accuracy(xor)).isLessThanOrEqualTo(0.75);
    }
    assertThat(relu.loss(xor)).isLessThan(0.05);
    assertThat(relu.accuracy(xor)).isEqualTo(1);
  }

  private static Rows letters;

  @BeforeAll
  static void read() throws IOException {
    Path file = Path.of("jobs/data/letter-recognition.csv.gz");
    List<String> lines;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      lines = in.lines().skip(1).limit(10_000).toList();
    }
    float[] x = new float[16 * lines.size()];
    float[] y = new float[lines.size()];
    for (int i = 0; i < y.length; i++) {
      String[] fields = lines.get(i).split(",");
      y[i] = fields[0].charAt(0) - 'A';
      for (int f = 0; f < 16; f++) {
        x[16 * i + f] = (Integer.parseInt(fields[f + 1]) - 7.5f) / 2.5f; // 0 to 15
      }
    }
    letters = new Rows(16, 26, x, y);
  }

  /** With 6 000 letters to learn from and 4 000 others to tell. */
  @Test
  void lettersAreReadBetterWithAnActivationOnly() {
    Rows training = letters.slice(0, 6000);
    Rows others = letters.slice(6000, 10_000);
    // The plain layer converges more slowly than two whose product it is, so it takes longer steps.
    double none = train(training, NONE, "identity", 64, 0.03, 20).accuracy(others);
    double identity = train(training, new int[] {64}, "identity", 64, 0.01, 10).accuracy(others);
    double relu = train(training, new int[] {64}, "relu", 64, 0.01, 10).accuracy(others);
    assertThat(none).isGreaterThan(0.7);
    assertThat(identity).isCloseTo(none, within(0.02));
    assertThat(relu).isGreaterThan(Math.max(none, identity) + 0.05);
  }
}
