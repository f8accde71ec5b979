package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import java.io.Serializable;

/**
 * Keyed hash of what a row holds: 64 bits by which equal rows are known, whatever partition they
 * are in.
 *
 * @param width of the features
 * @param labeled whether target and weight are content, too
 */
record RowContent(int width, boolean labeled, Key key) implements Serializable {

  /**
   * The hash of a row, whose features <em>overwrite</em> {@code x}.
   *
   * @param x of the width of the features
   */
  long hash(Example row, float[] x) {
    row.copyFeatures(x, 0, width);
    long hash = hash(x);
    if (labeled) {
      for (float target : row.target) {
        hash = with(hash, target);
      }
      hash = with(hash, row.weight);
    }
    return hash;
  }

  long hash(float[] x) {
    long hash = key.state();
    for (float value : x) {
      hash = with(hash, value);
    }
    return hash;
  }

  private static long with(long hash, float value) {
    return Key.mix(hash ^ Double.doubleToLongBits(value));
  }
}
