package io.plateau.bench;

import io.plateau.math.Key;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import io.plateau.optim.Clipping;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Parts;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What a sparse row costs a training, by its non-zeros and its width: nanoseconds a row for loss
 * and gradient, and apart from that milliseconds a step for what all weights take whatever the
 * rows, Adam's update. Features are as likely as each other, or the i-th as likely as 1/i, as words
 * are. {@code SparseBench ROWS HIDDEN REPETITIONS}, as in {@code SparseBench 20000 16 5}. Processor
 * time of the one thread, since other work may share the machine.
 */
public final class SparseBench {
  private static final int[] WIDTHS = {1 << 14, 1 << 18};
  private static final int[] NON_ZEROS = {15, 60, 240};
  private static final int BATCH = 256;

  private SparseBench() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    int hidden = Integer.parseInt(args[1]);
    int repetitions = Integer.parseInt(args[2]);
    for (boolean words : new boolean[] {false, true}) {
      System.out.println(words ? "features like words" : "features all alike");
      measure(rows, hidden, repetitions, words);
    }
  }

  private static void measure(int rows, int hidden, int repetitions, boolean words) {
    double[][][] row = new double[WIDTHS.length][NON_ZEROS.length][repetitions];
    double[][] update = new double[WIDTHS.length][repetitions];
    for (int i = -2; i < repetitions; i++) {
      for (int w = 0; w < WIDTHS.length; w++) {
        Network network = Network.of(WIDTHS[w], new int[] {hidden}, 2, Activations.named("relu"));
        for (int n = 0; n < NON_ZEROS.length; n++) {
          double seconds = gradient(network, examples(rows, WIDTHS[w], NON_ZEROS[n], words));
          row[w][n][Math.max(i, 0)] = seconds / rows * 1e9;
        }
        update[w][Math.max(i, 0)] = update(network) * 1e3;
      }
    }
    for (int w = 0; w < WIDTHS.length; w++) {
      System.out.printf("width %d: update %.2f ms a step;", WIDTHS[w], median(update[w]));
      for (int n = 0; n < NON_ZEROS.length; n++) {
        System.out.printf(" %d non-zeros %.0f ns a row;", NON_ZEROS[n], median(row[w][n]));
      }
      System.out.println();
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double gradient(Network network, SparseMatrix x) {
    float[] theta = network.initialize(Initializer.AUTO, Key.of(1));
    float[] sum = new float[theta.length];
    Workspace workspace = new Workspace();
    float[] y = new float[BATCH];
    long from = cpu();
    for (int at = 0; at + BATCH <= x.columns(); at += BATCH) {
      Batch batch = new Batch(x.slice(at, at + BATCH), new Targets(y));
      network.gradient(theta, batch, Losses.named("softmaxCrossEntropy"), workspace, sum);
    }
    return (cpu() - from) * 1e-9;
  }

  private static double update(Network network) {
    Optimizer adam =
        Rules.chain(
            Rules.named("adam"),
            Clipping.NONE,
            Regularization.NONE,
            Parts.penalized(network.penalized()),
            1);
    float[] theta = network.initialize(Initializer.AUTO, Key.of(1));
    float[] gradient = theta.clone();
    OptimizerState state = adam.start(theta.length);
    state = adam.update(theta, gradient, state, 1e-3);
    long from = cpu();
    adam.update(theta, gradient, state, 1e-3);
    return (cpu() - from) * 1e-9;
  }

  private static SparseMatrix examples(int rows, int width, int nonZeros, boolean words) {
    Key key = Key.of(7);
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * nonZeros];
    float[] values = new float[indices.length];
    for (int p = 0; p < indices.length; p++) {
      indices[p] = words ? (int) Math.pow(width, key.uniform(p)) : key.below(p, width);
      values[p] = 1;
    }
    for (int j = 0; j <= rows; j++) {
      starts[j] = j * nonZeros;
    }
    return new SparseMatrix(width, starts, indices, values, 0, rows);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
