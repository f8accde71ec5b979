package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.loss.Targets;
import java.util.Optional;

/**
 * Examples of one step of training.
 *
 * @param x features, in×n
 * @param targets of at least n examples
 * @param masks key of the masks of dropout; empty for none
 * @param dropout what rates of dropout are multiplied by, in [0, 1]
 */
public record Batch(Matrix x, Targets targets, Optional<Key> masks, double dropout) {
  public Batch {
    int weights = targets.weights().length;
    if (weights > 0 && weights < x.columns()) {
      throw new IllegalArgumentException(
          "a batch of %d examples needs as many weights, got %d".formatted(x.columns(), weights));
    }
  }

  /** Examples without dropout. */
  public Batch(Matrix x, Targets targets) {
    this(x, targets, Optional.empty(), 1);
  }

  /** The same examples with dropout at a fraction of the layers' rates. */
  public Batch masked(Key key, double dropout) {
    return new Batch(x, targets, Optional.of(key), dropout);
  }

  /** Number of examples. */
  public int size() {
    return x.columns();
  }

  /** Checks that there are {@code width} numbers for each example. */
  void requireTargets(int width) {
    int length = targets.y().length;
    if (length < (long) width * size()) {
      throw new IllegalArgumentException(
          "a batch of %d examples with %d targets each needs %d numbers, got %d"
              .formatted(size(), width, (long) width * size(), length));
    }
  }
}
