package io.plateau.nn.loss;

import io.plateau.math.FloatMath;
import java.util.List;

/**
 * Cross-entropy of k yes-or-no questions with probabilities σ(z) and targets y in [0, 1]: {@code Σ
 * ln(1 + eᶻ) − y z} in nats without overflow; {@code ∂loss/∂z = σ(z) − y}. One output is binary
 * classification, more are multi-label.
 */
record SigmoidCrossEntropy() implements ElementwiseLoss {
  @Override
  public Target target() {
    return Target.PROBABILITY;
  }

  @Override
  public double value(float z, float y) {
    return FloatMath.softplus((double) z) - (double) y * z;
  }

  @Override
  public float derivative(float z, float y) {
    return FloatMath.sigmoid(z) - y;
  }

  @Override
  public String requirement() {
    return "in [0, 1]";
  }

  @Override
  public boolean accepts(float y) {
    return y >= 0 && y <= 1;
  }

  @Override
  public List<Metric> metrics() {
    return Metric.ofProbabilities(target());
  }

  @Override
  public List<Metric> mainMetrics() {
    return metrics().subList(0, 1);
  }
}
