package io.plateau.nn.loss;

import java.util.Arrays;

/**
 * Expected calibration error (Naeini et al. 2015; Guo et al. 2017): probabilities are counted in 15
 * bins of equal width, and the error is the mean over examples of the distance between the mean
 * probability of a bin and the fraction of its examples that are right. The probability is that of
 * the second of two classes, of more classes that of the likeliest, of labels that of each.
 */
public record CalibrationError(Target target) implements Metric {
  public static final int BINS = 15;

  /** The error, from sums that begin at an index; NaN without examples. */
  public static double of(double[] sums, int at) {
    double error = 0;
    double counted = 0;
    for (int b = at; b < at + BINS; b++) {
      double weight = sums[b];
      if (weight > 0) {
        error += weight * Math.abs(sums[b + BINS] / weight - sums[b + 2 * BINS] / weight);
        counted += weight;
      }
    }
    return error / counted;
  }

  @Override
  public String name() {
    return "expectedCalibrationError";
  }

  /** By bin: weight of examples, weight times probability, weight of those that are right. */
  @Override
  public int sums(int k) {
    return 3 * BINS;
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    float[] p = Arrays.copyOf(z, k * n);
    target.link().predict(p, k, n);
    float[] y = targets.y();
    for (int j = 0; j < n; j++) {
      float w = targets.weight(j);
      if (w != 0 && target == Target.CLASS_INDEX) {
        int c = k == 2 ? 1 : ClassCounts.likeliest(z, k, j);
        count(p[j * k + c], y[j] == c, w, sums, at);
      } else if (w != 0) {
        for (int i = j * k; i < (j + 1) * k; i++) {
          count(p[i], y[i] >= 0.5f, w, sums, at);
        }
      }
    }
  }

  /**
   * <em>Adds into</em> the sums, which begin at an index, a probability that was right or wrong.
   */
  public static void count(double p, boolean right, double w, double[] sums, int at) {
    int bin = at + Math.min(BINS - 1, Math.max(0, (int) (p * BINS)));
    sums[bin] += w;
    sums[bin + BINS] += w * p;
    sums[bin + 2 * BINS] += right ? w : 0;
  }

  @Override
  public double value(double[] sums, int at, int k, double weight) {
    return of(sums, at);
  }
}
