package io.plateau.nn;

import io.plateau.math.FloatMath;
import io.plateau.nn.loss.Link;

/**
 * Last layer of a network of classes that has learned smoothed labels, whose inverse it is. Where a
 * share ε of each label is spread over all k classes, a network learns {@code q = (1 − ε) p + ε /
 * k} of a class of probability p. From logits of probabilities q it makes logits {@code ln u}, so
 * that probabilities become {@code u = ln(1 + exp((q − ε / k) / w))} over their sum, {@code w =
 * softness · ε / k}: in proportion to q − ε / k above the share of every class, and never 0, since
 * q is an estimate and may be below that share. The order of classes stays.
 *
 * <p>The page tables.md has what it brings.
 *
 * @param classes k, at least 2
 * @param smoothing ε, above 0 and below 1
 * @param softness above 0 and below 1000
 */
public record Unsmooth(int classes, double smoothing, double softness) implements Correction {
  /** Softness of new models. */
  private static final double SOFTNESS = 0.2;

  public Unsmooth {
    if (!(classes > 1 && smoothing > 0 && smoothing < 1 && softness > 0 && softness < 1e3)) {
      throw new IllegalArgumentException(
          "unsmooth must have at least 2 classes, a smoothing in (0, 1) and a softness in (0, 1000), got %d, %s and %s"
              .formatted(classes, smoothing, softness));
    }
  }

  public Unsmooth(int classes, double smoothing) {
    this(classes, smoothing, SOFTNESS);
  }

  /** ε / k. */
  public double share() {
    return smoothing / classes;
  }

  /** 1 / w. */
  public double slope() {
    return 1 / (softness * share());
  }

  @Override
  public int width() {
    return classes;
  }

  @Override
  public void apply(float[] z, int n) {
    double share = share();
    double slope = slope();
    // Link's own softmax takes scratch memory, which a scorer is not to allocate for each row
    for (int from = 0; from < classes * n; from += classes) {
      float max = Link.max(z, from, classes);
      double sum = 0;
      for (int i = from; i < from + classes; i++) {
        z[i] = FloatMath.exp(z[i] - max);
        sum += z[i];
      }
      for (int i = from; i < from + classes; i++) {
        z[i] = (float) StrictMath.log(FloatMath.softplus((z[i] / sum - share) * slope));
      }
    }
  }

  @Override
  public String toString() {
    return "unsmooth";
  }
}
