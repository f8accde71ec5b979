package io.plateau.bench;

import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Rules;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One update of 235 146 parameters by every rule. */
public class OptimizerBenchmark extends KernelBenchmark {
  @Param({
    "sgd",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adadelta",
    "adam",
    "adamw",
    "amsgrad",
    "adamax",
    "nadam"
  })
  String rule;

  private final float[] given = Numbers.normal(235_146);
  private final float[] gradient = new float[given.length];
  private final float[] theta = given.clone();
  private Optimizer optimizer;
  private OptimizerState state;

  /** Starts from zeros. */
  @Setup
  public void start() {
    optimizer = new Optimizer(List.of(Rules.named(rule)));
    state = optimizer.start(theta.length);
  }

  /** The gradient is copied anew, since the update overwrites it. */
  @Benchmark
  public float[] update() {
    System.arraycopy(given, 0, gradient, 0, given.length);
    state = optimizer.update(theta, gradient, state, 1e-4);
    return theta;
  }
}
