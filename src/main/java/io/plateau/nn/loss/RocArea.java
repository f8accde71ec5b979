package io.plateau.nn.loss;

import io.plateau.math.FloatBuckets;
import java.util.Arrays;

/**
 * Area under the ROC curve (AUC): the probability that an example of a class is given a higher
 * probability of it than one of the rest, where equal ones count half. Of two classes that of the
 * second, of more the mean over the classes against the rest (macro), of several labels the mean
 * over them; classes without examples, or without a rest, are left out.
 *
 * <p>Probabilities are counted in {@link FloatBuckets}, 2<sup>-bits</sup> of p or 1 − p wide, and
 * those of one bucket count as equal. So the value is at most half the fraction of pairs that share
 * a bucket away from that of sorted probabilities.
 */
public record RocArea(Target target) implements Metric {
  /** The most sums, so that those of other metrics have room in the same array. */
  private static final int MOST_SUMS = Integer.MAX_VALUE / 2;

  /** Bits of the buckets of so many classes; from 65 on each class has 1282 buckets. */
  public static int bits(int classes) {
    return classes <= 2 ? 10 : classes <= 16 ? 7 : classes <= 64 ? 5 : 4;
  }

  /**
   * The area of one class, by trapezoids.
   *
   * @param positives weight of the class's own examples by bucket, ascending
   * @param all weight of all examples
   * @return NaN where none is of the class, or all are
   */
  public static double of(double[] positives, double[] all) {
    double above = 0;
    double negatives = 0;
    double area = 0;
    for (int b = all.length - 1; b >= 0; b--) {
      if (all[b] > 0) {
        double negative = all[b] - positives[b];
        area += negative * (above + positives[b] / 2);
        above += positives[b];
        negatives += negative;
      }
    }
    return above > 0 && negatives > 0 ? area / (above * negatives) : Double.NaN;
  }

  @Override
  public String name() {
    return "auc";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  private int curves(int k) {
    return target == Target.CLASS_INDEX && k == 2 ? 1 : k;
  }

  private FloatBuckets buckets(int k) {
    return new FloatBuckets(bits(k));
  }

  /**
   * For each curve the weights of its class by bucket, then of all.
   *
   * @throws IllegalArgumentException for more classes than an array has sums of
   */
  @Override
  public int sums(int k) {
    long sums = 2L * curves(k) * buckets(k).probabilities();
    if (sums > MOST_SUMS) {
      throw new IllegalArgumentException(
          "auc of %d classes takes %d sums, more than an array holds; monitor logLoss instead"
              .formatted(k, sums));
    }
    return (int) sums;
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    float[] p = Arrays.copyOf(z, k * n);
    target.link().predict(p, k, n);
    FloatBuckets buckets = buckets(k);
    int curves = curves(k);
    int length = buckets.probabilities();
    float[] y = targets.y();
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      for (int c = 0; weight != 0 && c < curves; c++) {
        int i = curves < k ? 1 : c;
        boolean positive = target == Target.CLASS_INDEX ? y[j] == i : y[j * k + i] >= 0.5f;
        int bucket = at + 2 * c * length + buckets.ofProbability(p[j * k + i]);
        sums[bucket] += positive ? weight : 0;
        sums[bucket + length] += weight;
      }
    }
  }

  @Override
  public double value(double[] sums, int at, int k, double weight) {
    int length = buckets(k).probabilities();
    double[] areas = new double[curves(k)];
    for (int c = 0; c < areas.length; c++) {
      int from = at + 2 * c * length;
      double[] positives = Arrays.copyOfRange(sums, from, from + length);
      areas[c] = of(positives, Arrays.copyOfRange(sums, from + length, from + 2 * length));
    }
    return mean(areas);
  }

  /** The mean of the areas that are numbers; NaN where none is. */
  public static double mean(double[] areas) {
    return Arrays.stream(areas).filter(area -> !Double.isNaN(area)).average().orElse(Double.NaN);
  }
}
