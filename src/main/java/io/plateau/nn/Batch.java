package io.plateau.nn;

import io.plateau.math.Matrix;

/**
 * Examples with their targets and weights.
 *
 * @param x features, in×n
 * @param y targets, {@link Loss#targets} numbers an example, at least n of them
 * @param weights at least n, or null where each weighs 1
 */
public record Batch(Matrix x, float[] y, float[] weights) {
  public Batch {
    if (weights != null && weights.length < x.columns()) {
      throw new IllegalArgumentException(
          "a batch of %d examples needs as many weights, got %d"
              .formatted(x.columns(), weights.length));
    }
  }

  /** Number of examples. */
  public int size() {
    return x.columns();
  }

  /** Checks that there are {@code targets} numbers for each example. */
  void requireTargets(int targets) {
    if (y.length < (long) targets * size()) {
      throw new IllegalArgumentException(
          "a batch of %d examples with %d targets each needs %d numbers, got %d"
              .formatted(size(), targets, (long) targets * size(), y.length));
    }
  }
}
