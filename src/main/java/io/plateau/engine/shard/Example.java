package io.plateau.engine.shard;

import java.util.Arrays;

/**
 * One row on its way into a shard: a view of a range of arrays, which lives no longer than the
 * iterator that makes it.
 *
 * <p>Dense: {@code indices} is null and the range of {@code values} has the full width. Sparse:
 * {@code indices} are ascending and the {@code values} at the same places belong to them.
 */
public final class Example {
  public final int[] indices;
  public final float[] values;
  public final int from;
  public final int to;
  public final float[] target;
  public final float weight;

  private Example(int[] indices, float[] values, int from, int to, float[] target, float weight) {
    this.indices = indices;
    this.values = values;
    this.from = from;
    this.to = to;
    this.target = target;
    this.weight = weight;
  }

  /**
   * A row stored among others.
   *
   * @param indices of the values at the same places, or null where the row is dense
   * @param from the place of the first stored value
   * @param to the place after the last
   */
  public static Example view(
      int[] indices, float[] values, int from, int to, float[] target, float weight) {
    return new Example(indices, values, from, to, target, weight);
  }

  /**
   * @param features all features of the row
   * @param target {@link io.plateau.nn.loss.Loss#targets} numbers
   * @param weight not negative; a row of weight 0 counts as absent
   */
  public static Example dense(float[] features, float[] target, float weight) {
    return new Example(null, features, 0, features.length, target, weight);
  }

  /** <em>Overwrites</em> {@code x} from {@code at} with all features. */
  public void copyFeatures(float[] x, int at, int width) {
    if (indices == null) {
      System.arraycopy(values, from, x, at, width);
      return;
    }
    Arrays.fill(x, at, at + width, 0);
    for (int i = from; i < to; i++) {
      x[at + indices[i]] = values[i];
    }
  }

  int nonZeros() {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += values[i] == 0 ? 0 : 1;
    }
    return count;
  }
}
