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
  /** Number of examples. */
  public int size() {
    return x.columns();
  }
}
