package io.plateau.engine;

import io.plateau.engine.shard.ArrayCodec;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * What the shards of a subtree sum to: {@code span} shards from {@code first} on, a power of two
 * that {@code first} is a multiple of.
 */
public final class Partial implements Externalizable {
  private static final long serialVersionUID = 1L;

  private int first;
  private int span;
  float[] sum;
  double loss;
  double weight;
  long rows;

  /** Time it took; of parts added one after the other, that of all. For people, not for sums. */
  long nanos;

  /** Further sums of a few numbers; as many in every part. */
  double[] also = {};

  /** For deserialisation. */
  public Partial() {}

  /** Of one shard, to be added into. */
  Partial(int shard, float[] sum) {
    this.first = shard;
    this.span = 1;
    this.sum = sum;
  }

  /** The same sums but for the vector. */
  Partial with(float[] vector) {
    Partial other = bare(vector);
    other.loss = loss;
    other.weight = weight;
    other.rows = rows;
    other.nanos = nanos;
    other.also = also;
    return other;
  }

  /** A vector of the same subtree and nothing else. */
  Partial bare(float[] vector) {
    Partial other = new Partial();
    other.first = first;
    other.span = span;
    other.sum = vector;
    return other;
  }

  int first() {
    return first;
  }

  int span() {
    return span;
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
      for (int i = 0; i < left.also.length; i++) {
        left.also[i] += right.also[i];
      }
    }
    if (joined != null) {
      joined.first = first;
      joined.span = span;
    }
    return joined;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(first);
    out.writeInt(span);
    out.writeDouble(loss);
    out.writeDouble(weight);
    out.writeLong(rows);
    out.writeLong(nanos);
    out.writeInt(also.length);
    for (double number : also) {
      out.writeDouble(number);
    }
    ArrayCodec.writeFloats(out, sum);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    first = in.readInt();
    span = in.readInt();
    loss = in.readDouble();
    weight = in.readDouble();
    rows = in.readLong();
    nanos = in.readLong();
    also = new double[in.readInt()];
    for (int i = 0; i < also.length; i++) {
      also[i] = in.readDouble();
    }
    sum = ArrayCodec.readFloats(in);
  }
}
