package io.plateau.nn.loss;

import io.plateau.math.FloatMath;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of one class of k: {@code ln Σⱼ exp zⱼ − z_y}, {@code ∂loss/∂zⱼ = softmax(z)ⱼ − [j
 * = y]}, the cross-entropy of softmax in nats. The target is a class index, one number an example.
 */
record SoftmaxCrossEntropy() implements Loss {
  @Override
  public Target target() {
    return Target.CLASS_INDEX;
  }

  @Override
  public double sum(float[] z, int k, int n, Targets targets) {
    return sum(z, k, n, targets, new float[k], 0);
  }

  @Override
  public double sum(float[] z, int k, int n, Targets targets, float[] dz) {
    return sum(z, k, n, targets, dz, k);
  }

  /** Overwrites the derivative of example j from index {@code stride · j} on. */
  private static double sum(float[] z, int k, int n, Targets targets, float[] dz, int stride) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      int from = j * k;
      int at = j * stride;
      if (weight == 0) {
        Arrays.fill(dz, at, at + k, 0);
        continue;
      }
      int label = label(targets.y()[j], k, j);
      float max = Link.max(z, from, k);
      double sum = 0;
      for (int i = 0; i < k; i++) {
        float e = FloatMath.exp(z[from + i] - max);
        sum += e;
        dz[at + i] = e;
      }
      // No term is lost to overflow: the largest e is 1, and the sum lies in 1 … k.
      total += weight * (StrictMath.log(sum) + (max - (double) z[from + label]));
      float scale = (float) (weight / sum);
      for (int i = at; i < at + k; i++) {
        dz[i] *= scale;
      }
      dz[at + label] -= weight;
    }
    return total;
  }

  private static int label(float y, int k, int example) {
    int label = (int) y;
    if (label != y || label < 0 || label >= k) {
      throw new IllegalArgumentException(
          "the target of example %d must be a class index in 0 … %d, got %s"
              .formatted(example, k - 1, y));
    }
    return label;
  }

  @Override
  public List<Metric> metrics() {
    return Metrics.ofProbabilities(target());
  }
}
