package io.plateau.engine.round;

import io.plateau.engine.shard.TaskFloats;
import io.plateau.math.VectorMath;

/**
 * Sums over the shards of a subtree: {@code span} shards from {@code first} on, a power of two that
 * {@code first} is a multiple of.
 */
public final class Partial {
  int first;
  int span;
  float[] sum;
  double loss;
  double weight;
  long rows;

  /** Time it took; of parts added one after the other, that of all. For people, not for sums. */
  long nanos;

  /** Of shards that made several steps: their fractions of the data. Else 0. */
  double fraction;

  /** Likewise, the norms of their last gradients, each times the fraction of its shard. */
  double norm;

  /** Likewise, the optimizer's scalars; as many in every part. */
  double[] scalars = {};

  private Partial() {}

  /** Of one shard, to be added into. */
  public Partial(int shard, float[] sum) {
    this.first = shard;
    this.span = 1;
    this.sum = sum;
  }

  /** <em>Overwrites</em> the summed gradient with the mean: its one division, by its weight. */
  void divide() {
    float scale = (float) (1 / weight);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= scale;
    }
  }

  double vectorNorm() {
    return Math.sqrt(VectorMath.squares(sum, 0, sum.length, 0));
  }

  /**
   * The sum of the two halves of a subtree. <em>Adds into</em> the left one; an absent half adds
   * nothing.
   *
   * @param left of shards from {@code first} on, or null
   * @param right of the other half, or null
   */
  static Partial join(Partial left, Partial right, int first, int span) {
    Partial joined = left == null ? right : left;
    if (left != null && right != null) {
      for (int i = 0; i < left.sum.length; i++) {
        left.sum[i] += right.sum[i];
      }
      left.loss += right.loss;
      left.weight += right.weight;
      left.rows += right.rows;
      left.nanos += right.nanos;
      left.fraction += right.fraction;
      left.norm += right.norm;
      for (int i = 0; i < left.scalars.length; i++) {
        left.scalars[i] += right.scalars[i];
      }
    }
    if (joined != null) {
      joined.first = first;
      joined.span = span;
    }
    return joined;
  }

  /** The message of these sums, in Java's own types. */
  Object[] message() {
    return message(sum);
  }

  /** The message of these sums with a part of the vector; sums of messages share no array. */
  Object[] message(float[] part) {
    return new Object[] {
      new long[] {first, span, rows, nanos},
      new double[] {loss, weight, fraction, norm},
      scalars.clone(),
      TaskFloats.write(part)
    };
  }

  static Partial of(Object[] message) {
    Partial partial = new Partial();
    long[] integers = (long[]) message[0];
    partial.first = (int) integers[0];
    partial.span = (int) integers[1];
    partial.rows = integers[2];
    partial.nanos = integers[3];
    double[] numbers = (double[]) message[1];
    partial.loss = numbers[0];
    partial.weight = numbers[1];
    partial.fraction = numbers[2];
    partial.norm = numbers[3];
    partial.scalars = (double[]) message[2];
    partial.sum = TaskFloats.read(message[3]);
    return partial;
  }
}
