package io.plateau.nn;

import io.plateau.math.FloatMath;
import io.plateau.math.VectorMath;
import java.util.List;

/**
 * One class of k: {@code loss = ln Σⱼ exp zⱼ − z_y}, {@code ∂loss/∂zⱼ = softmax(z)ⱼ − [j = y]}, the
 * cross-entropy of softmax in nats. The target is a class index, one number an example.
 */
record SoftmaxCrossEntropy() implements Loss {
  @Override
  public String name() {
    return "softmaxCrossEntropy";
  }

  @Override
  public int targets(int k) {
    return 1;
  }

  @Override
  public double sum(float[] z, int k, int n, float[] y, float[] weights, float[] dz) {
    double total = 0;
    for (int j = 0; j < n; j++) {
      float weight = weights == null ? 1 : weights[j];
      int from = j * k;
      if (weight == 0) {
        Weighting.clear(dz, from, k);
        continue;
      }
      int label = label(y[j], k, j);
      float max = max(z, from, k);
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

  private static float max(float[] z, int from, int k) {
    float max = z[from];
    for (int i = from + 1; i < from + k; i++) {
      max = Math.max(max, z[i]);
    }
    return max;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new ClassAccuracy());
  }

  @Override
  public void predict(float[] z, int k, int n) {
    for (int from = 0; from < n * k; from += k) {
      float max = max(z, from, k);
      for (int i = from; i < from + k; i++) {
        z[i] -= max;
      }
    }
    VectorMath.map(VectorMath::exp, z, z, n * k);
    for (int from = 0; from < n * k; from += k) {
      double sum = 0;
      for (int i = from; i < from + k; i++) {
        sum += z[i];
      }
      float divisor = (float) sum;
      for (int i = from; i < from + k; i++) {
        z[i] /= divisor;
      }
    }
  }
}
