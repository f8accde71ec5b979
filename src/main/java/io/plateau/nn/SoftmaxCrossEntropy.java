package io.plateau.nn;

import io.plateau.math.FloatMath;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of one class of k: {@code ln Σⱼ exp zⱼ − z_y}, {@code ∂loss/∂zⱼ = softmax(z)ⱼ − [j
 * = y]}, the cross-entropy of softmax in nats. The target is a class index, one number an example.
 */
record SoftmaxCrossEntropy() implements Loss {
  @Override
  public String name() {
    return "softmaxCrossEntropy";
  }

  @Override
  public Target target() {
    return Target.CLASS_INDEX;
  }

  @Override
  public Link link() {
    return Link.SOFTMAX;
  }

  @Override
  public double sum(float[] z, int k, int n, float[] y, float[] weights, float[] dz) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = weights == null ? 1 : weights[j];
      int from = j * k;
      if (weight == 0) {
        if (dz != null) {
          Arrays.fill(dz, from, from + k, 0);
        }
        continue;
      }
      int label = label(y[j], k, j);
      float max = Link.max(z, from, k);
      double sum = 0;
      for (int i = from; i < from + k; i++) {
        float e = FloatMath.exp(z[i] - max);
        sum += e;
        if (dz != null) {
          dz[i] = e;
        }
      }
      // No term is lost to overflow: the largest e is 1, and the sum lies in 1 … k.
      total += weight * (StrictMath.log(sum) + (max - (double) z[from + label]));
      if (dz != null) {
        float scale = (float) (weight / sum);
        for (int i = from; i < from + k; i++) {
          dz[i] *= scale;
        }
        dz[from + label] -= weight;
      }
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
    return List.of(new Metric.ClassAccuracy());
  }
}
