package io.plateau.nn.loss;

import io.plateau.math.FloatMath;

/**
 * Log loss of probabilities of classes from which a smoothing of labels is taken out again, behind
 * logits that are multiplied by {@code s = 1 / T}, with its first and second derivative by s. With
 * {@code uᵢ = softplus(xᵢ)}, {@code xᵢ = slope (qᵢ − share)}, {@code qᵢ = softmax(s z)ᵢ}, {@code pᵢ
 * = uᵢ / Σ u} and {@code dᵢ = zᵢ − Σ q z}: {@code L = ln Σ u − ln u_y}, {@code q′ = q d}, {@code q″
 * = q (d² − Σ q d²)}. Where labels are smoothed, terms of y are means over the spread labels.
 * Unlike {@link TemperedLogLoss} it need not be convex.
 *
 * @param share of each label that was given to every class
 * @param slope of x
 * @param s above 0
 * @param smoothing fraction of each label that is spread evenly over all classes
 */
public record UnsmoothedLogLoss(double share, double slope, double s, double smoothing)
    implements Metric {
  @Override
  public String name() {
    return "unsmoothedLogLoss";
  }

  /** L, L′ and L″. */
  @Override
  public int sums(int k) {
    return 3;
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    double[] q = new double[k];
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      if (weight != 0) {
        add(z, j * k, q, (int) targets.y()[j], weight, sums, at);
      }
    }
  }

  private void add(float[] z, int from, double[] q, int label, double w, double[] sums, int at) {
    int k = q.length;
    double max = Link.max(z, from, k);
    double sum = 0;
    double mean = 0;
    for (int i = 0; i < k; i++) {
      q[i] = FloatMath.exp(s * (z[from + i] - max));
      sum += q[i];
      mean += q[i] * (z[from + i] - max);
    }
    mean /= sum;
    double variance = 0;
    for (int i = 0; i < k; i++) {
      q[i] /= sum;
      double d = z[from + i] - max - mean;
      variance += q[i] * d * d;
    }
    double all = 0;
    double all1 = 0;
    double all2 = 0;
    double own = 0;
    double own1 = 0;
    double own2 = 0;
    for (int i = 0; i < k; i++) {
      double x = slope * (q[i] - share);
      double d = z[from + i] - max - mean;
      double x1 = slope * q[i] * d;
      double x2 = slope * q[i] * (d * d - variance);
      double u = FloatMath.softplus(x);
      double p = 1 / (1 + FloatMath.exp(-x));
      double u1 = p * x1;
      double u2 = p * (1 - p) * x1 * x1 + p * x2;
      double part = smoothing / k + (i == label ? 1 - smoothing : 0);
      all += u;
      all1 += u1;
      all2 += u2;
      own += part * StrictMath.log(u);
      own1 += part * u1 / u;
      own2 += part * (u2 / u - u1 * u1 / (u * u));
    }
    double change = all1 / all;
    sums[at] += w * (StrictMath.log(all) - own);
    sums[at + 1] += w * (change - own1);
    sums[at + 2] += w * (all2 / all - change * change - own2);
  }
}
