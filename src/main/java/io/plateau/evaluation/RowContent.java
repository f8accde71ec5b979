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
   * The hash of a row.
   *
   * @param x the row's features, from {@code at} on
   */
  long hash(Example row, float[] x, int at) {
    long hash = key.state();
    for (int i = at; i < at + width; i++) {
      hash = with(hash, x[i]);
    }
    for (int i = 0; labeled && i < row.target.length; i++) {
      hash = with(hash, row.target[i]);
    }
    return labeled ? with(hash, row.weight) : hash;
  }

  /**
   * The hash of a row, whose features <em>overwrite</em> {@code x}.
   *
   * @param x of the width of the features
   */
  long hash(Example row, float[] x) {
    row.copyFeatures(x, 0, width);
    return hash(row, x, 0);
  }

  private static long with(long hash, float value) {
    return Key.mix(hash ^ Double.doubleToLongBits(value));
  }
}
