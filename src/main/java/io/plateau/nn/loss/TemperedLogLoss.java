package io.plateau.nn.loss;

import io.plateau.math.FloatMath;

/**
 * Log loss of probabilities whose logits are multiplied by {@code s = 1 / T}, with its first and
 * second derivative by s. It is convex in s: with softmax {@code L = ln Σ exp(s zᵢ) − s z_y},
 * {@code L′ = Σ pᵢ zᵢ − z_y} and {@code L″ = Σ pᵢ zᵢ² − (Σ pᵢ zᵢ)²}; with sigmoid {@code L = ln(1 +
 * exp(s z)) − y s z}, {@code L′ = z (σ − y)} and {@code L″ = z² σ (1 − σ)}. Where labels are
 * smoothed, {@code z_y} and y are their means over the spread labels.
 *
 * @param s above 0
 * @param smoothing fraction of each label that is spread evenly over all classes, or over yes and
 *     no
 */
public record TemperedLogLoss(Target target, double s, double smoothing) implements Metric {
  @Override
  public String name() {
    return "temperedLogLoss";
  }

  /** L, L′ and L″. */
  @Override
  public int sums(int k) {
    return 3;
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    float[] y = targets.y();
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      if (weight != 0 && target == Target.CLASS_INDEX) {
        ofClass(z, j * k, k, (int) y[j], weight, sums, at);
      } else if (weight != 0) {
        for (int i = j * k; i < (j + 1) * k; i++) {
          ofLabel(z[i], y[i], weight, sums, at);
        }
      }
    }
  }

  private void ofClass(float[] z, int from, int k, int label, double w, double[] sums, int at) {
    double max = Link.max(z, from, k);
    double sum = 0;
    double first = 0;
    double second = 0;
    double all = 0;
    for (int i = from; i < from + k; i++) {
      double below = z[i] - max;
      double e = FloatMath.exp(s * below);
      sum += e;
      first += e * below;
      second += e * below * below;
      all += below;
    }
    double mean = first / sum;
    double own = (1 - smoothing) * (z[from + label] - max) + smoothing * all / k;
    sums[at] += w * (StrictMath.log(sum) - s * own);
    sums[at + 1] += w * (mean - own);
    sums[at + 2] += w * (second / sum - mean * mean);
  }

  private void ofLabel(double z, double label, double w, double[] sums, int at) {
    double y = (1 - smoothing) * label + smoothing / 2;
    double p = 1 / (1 + FloatMath.exp(-s * z));
    sums[at] += w * (FloatMath.softplus(s * z) - y * s * z);
    sums[at + 1] += w * z * (p - y);
    sums[at + 2] += w * z * z * p * (1 - p);
  }
}
