package io.plateau.bench;

import java.util.List;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * What a round takes: {@code α + β·bytes + γ·flops}, where {@code bytes} is all that the driver
 * sends and receives and {@code flops} the arithmetic of the executor that has most.
 *
 * <p>The driver receives a vector from every executor. It sends the weights in blocks that
 * executors pass on, so that its own part grows as the number of rounds of such a passing on: 1 +
 * log₂ of the executors. Vectors longer than 4 Mi numbers are added on the executors first: the
 * driver receives one, and each executor sends and receives its vector once.
 *
 * @param alpha seconds a round
 * @param beta seconds a byte
 * @param gamma seconds a floating-point operation of one core
 */
record CostModel(double alpha, double beta, double gamma) {
  private static final long ADDED_BY_EXECUTORS = 4L << 20;

  /**
   * A way to train.
   *
   * @param parameters of the network
   * @param arrays of that length that go each way: 1 for exact steps, more with the optimizer's
   * @param stepFlops of a step over all its rows
   * @param steps of a round
   */
  record Round(long parameters, int arrays, double stepFlops, int steps) {
    double bytes(int executors) {
      double vector = 4.0 * parameters * arrays;
      double sent = vector * (1 + Math.log(executors) / Math.log(2));
      boolean sliced = parameters * arrays > ADDED_BY_EXECUTORS;
      return sent + vector * (sliced ? 3 : executors);
    }

    double flops(int executors) {
      return stepFlops * steps / executors;
    }
  }

  /** A round as it was measured. */
  record Measured(String name, Round round, int executors, double compute, double waiting) {}

  /** Seconds of a round. */
  double seconds(Round round, int executors) {
    return alpha + beta * round.bytes(executors) + gamma * round.flops(executors);
  }

  /**
   * The model of least squared relative error, since rounds differ by more than a hundred times.
   */
  static CostModel fit(List<Measured> rounds) {
    double[][] x = new double[rounds.size()][];
    double[] ones = new double[rounds.size()];
    for (int i = 0; i < x.length; i++) {
      Measured one = rounds.get(i);
      double seconds = one.compute() + one.waiting();
      double bytes = one.round().bytes(one.executors());
      double flops = one.round().flops(one.executors());
      x[i] = new double[] {1 / seconds, bytes / seconds, flops / seconds};
      ones[i] = 1;
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(ones, x);
    double[] found = regression.estimateRegressionParameters();
    return new CostModel(found[0], found[1], found[2]);
  }
}
