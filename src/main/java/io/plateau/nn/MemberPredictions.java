package io.plateau.nn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Predictions of each member of a network, whose mean is the prediction of the network and whose
 * standard deviation tells how far the members agree.
 *
 * @param p outputs×(members·n), member after member
 * @param n examples
 */
public record MemberPredictions(float[] p, int members, int outputs, int n) {
  /**
   * The predictions of a network's members.
   *
   * @param z their logits, as {@link Network#memberOutputs} gives them; copied
   */
  public static MemberPredictions of(TrainedNetwork trained, float[] z, int n) {
    int members = trained.network().members();
    float[] p = Arrays.copyOf(z, trained.outputs() * members * n);
    trained.loss().predict(p, trained.outputs(), members * n);
    return new MemberPredictions(p, members, trained.outputs(), n);
  }

  /** The standard deviation of the members' predictions (divided by their number, not less 1). */
  public double spread(int output, int example) {
    double mean = 0;
    for (int m = 0; m < members; m++) {
      mean += at(m, output, example) / members;
    }
    double squares = 0;
    for (int m = 0; m < members; m++) {
      double d = at(m, output, example) - mean;
      squares += d * d;
    }
    return Math.sqrt(squares / members);
  }

  /** The spread of each output. */
  public double[] spreads(int example) {
    return IntStream.range(0, outputs).mapToDouble(o -> spread(o, example)).toArray();
  }

  private double at(int member, int output, int example) {
    return p[(member * n + example) * outputs + output];
  }
}
