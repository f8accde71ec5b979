package io.plateau.engine;

import java.util.Objects;

/**
 * One row on its way into a shard. Lives no longer than the iterator that makes it.
 *
 * <p>Dense: {@code indices} is null and {@code values} has the full width. Sparse: {@code indices}
 * are ascending and {@code values} belong to them.
 */
public final class Example {
  final int[] indices;
  final float[] values;
  final float[] target;
  final float weight;

  private Example(int[] indices, float[] values, float[] target, float weight) {
    this.indices = indices;
    this.values = Objects.requireNonNull(values, "values");
    this.target = Objects.requireNonNull(target, "target");
    this.weight = weight;
  }

  /**
   * @param features all features of the row
   * @param target {@link io.plateau.nn.Loss#targets} numbers
   * @param weight not negative; a row of weight 0 counts as absent
   */
  public static Example dense(float[] features, float[] target, float weight) {
    return new Example(null, features, target, weight);
  }

  /**
   * @param indices of the stored features, ascending
   * @param values of the stored features
   */
  public static Example sparse(int[] indices, float[] values, float[] target, float weight) {
    return new Example(Objects.requireNonNull(indices, "indices"), values, target, weight);
  }
}
