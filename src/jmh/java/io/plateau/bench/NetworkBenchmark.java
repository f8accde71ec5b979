package io.plateau.bench;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Predictions and gradients of a batch through 784-256-128-10, on one thread. */
public class NetworkBenchmark extends KernelBenchmark {
  @Param({"128", "512", "4096"})
  int rows;

  @Param({"relu", "sigmoid", "gelu"})
  String activation;

  private final Workspace workspace = new Workspace();
  private final Loss loss = Losses.named("softmaxCrossEntropy");
  private Network network;
  private float[] theta;
  private float[] gradient;
  private Batch batch;

  /** Makes a network and a batch of random rows. */
  @Setup
  public void make() {
    network = Network.of(784, new int[] {256, 128}, 10, Activations.named(activation));
    theta = network.initialize(Initializer.AUTO, Key.of(1));
    gradient = new float[theta.length];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = i % 10;
    }
    batch = new Batch(new DenseMatrix(Numbers.normal(784 * rows), 0, 784, rows), new Targets(y));
  }

  /** Forward alone. */
  @Benchmark
  public float[] outputs() {
    return network.outputs(theta, batch.x(), workspace);
  }

  /** Forward, loss and backward. */
  @Benchmark
  public double gradient() {
    return network.gradient(theta, batch.masked(Key.of(2), 1), loss, workspace, gradient);
  }
}
