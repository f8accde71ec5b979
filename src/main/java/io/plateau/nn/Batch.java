package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.math.Matrix;
import java.util.Optional;

/**
 * Examples of one step of training with their targets and weights.
 *
 * @param x features, in×n
 * @param y targets, {@link Loss#targets} numbers an example, at least n of them
 * @param weights at least n, or null where each weighs 1
 * @param masks key of the masks of dropout; empty for none
 */
public record Batch(Matrix x, float[] y, float[] weights, Optional<Key> masks) {
  public Batch {
    if (weights != null && weights.length < x.columns()) {
      throw new IllegalArgumentException(
          "a batch of %d examples needs as many weights, got %d"
              .formatted(x.columns(), weights.length));
    }
  }

  /** Examples without dropout. */
  public Batch(Matrix x, float[] y, float[] weights) {
    this(x, y, weights, Optional.empty());
  }

  /** The same examples with dropout. */
  public Batch masked(Key key) {
    return new Batch(x, y, weights, Optional.of(key));
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
