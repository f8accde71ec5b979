package io.plateau.nn.loss;

import io.plateau.math.FloatMath;
import io.plateau.nn.choice.Hyperparameter;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of one class of k: {@code ln Σⱼ exp zⱼ − Σⱼ tⱼ zⱼ}, {@code ∂loss/∂zⱼ = softmax(z)ⱼ
 * − tⱼ}, the cross-entropy of softmax in nats, where {@code tⱼ = (1 − ε) [j = y] + ε / k}: with
 * label smoothing ε the network is asked for no certainty (Szegedy et al. 2016, "Rethinking the
 * Inception Architecture"). The target is a class index, one number an example.
 *
 * @param smoothing ε, in [0, 1)
 */
public record SoftmaxCrossEntropy(double smoothing) implements Loss {
  static final Hyperparameter SMOOTHING =
      Hyperparameter.fraction(
          "smoothing", "fraction of each label that is spread evenly over all classes", 0);

  public SoftmaxCrossEntropy {
    SMOOTHING.require(smoothing);
  }

  @Override
  public Target target() {
    return Target.CLASS_INDEX;
  }

  @Override
  public double ofGuess(int k) {
    return StrictMath.log(k);
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
  private double sum(float[] z, int k, int n, Targets targets, float[] dz, int stride) {
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
      double loss = StrictMath.log(sum) + (max - (double) z[from + label]);
      total += weight * (smoothing == 0 ? loss : loss + smoothing * excess(z, from, k, label));
      float scale = (float) (weight / sum);
      for (int i = at; i < at + k; i++) {
        dz[i] *= scale;
      }
      if (smoothing == 0) {
        dz[at + label] -= weight;
      } else {
        float spread = (float) (weight * smoothing / k);
        for (int i = at; i < at + k; i++) {
          dz[i] -= spread;
        }
        dz[at + label] -= (float) (weight * (1 - smoothing));
      }
    }
    return total;
  }

  /** The output of the label minus the mean of all. */
  private static double excess(float[] z, int from, int k, int label) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum += z[from + i];
    }
    return z[from + label] - sum / k;
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
    return Metric.ofProbabilities(target());
  }
}
