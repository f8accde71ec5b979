package io.plateau.engine.shard;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.Batch;
import io.plateau.nn.loss.Targets;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;

/**
 * A fixed part of the rows, packed: features (dense, or compressed by row), targets and weights,
 * each in one array. Which rows it holds and in which order depends on their content and the seed
 * alone.
 */
public final class Shard implements ExampleBlock, Externalizable {
  private static final long serialVersionUID = 1L;

  private int id;
  private int rows;
  private int width;
  private int targets;

  /** Where each row starts and, at the end, how many values there are; null for dense rows. */
  private int[] starts;

  private int[] indices;
  private float[] values;
  private float[] y;

  /** Empty where each row weighs 1. */
  private float[] weights;

  /** Sum of the {@link RowHashes#fingerprint} of the rows, which their order does not change. */
  long fingerprint;

  /** The order of the latest epoch asked for; recomputed where it is lost. */
  private transient volatile Order order;

  private record Order(Key key, int[] rows) {}

  /** For deserialization. */
  public Shard() {}

  /**
   * Packed rows.
   *
   * @param x the features, all of the arrays
   * @param targets numbers of a row
   * @param all targets of the rows and their weights
   */
  Shard(int id, Matrix x, int targets, Targets all) {
    this.id = id;
    this.rows = x.columns();
    this.width = x.rows();
    this.targets = targets;
    if (x instanceof SparseMatrix sparse) {
      this.starts = sparse.starts();
      this.indices = sparse.indices();
      this.values = sparse.values();
    } else {
      this.values = ((DenseMatrix) x).values();
    }
    this.y = all.y();
    this.weights = all.weights();
  }

  /** Its number, from 0. */
  public int id() {
    return id;
  }

  @Override
  public int rows() {
    return rows;
  }

  /** Total weight of its rows. */
  public double weight() {
    return all().totalWeight(rows);
  }

  private Targets all() {
    return new Targets(y, weights);
  }

  /** Where row i begins in the values. */
  int start(int i) {
    return starts == null ? i * width : starts[i];
  }

  public float weight(int i) {
    return weights.length == 0 ? 1 : weights[i];
  }

  @Override
  public Example example(int i) {
    float[] target = Arrays.copyOfRange(y, i * targets, (i + 1) * targets);
    return Example.view(indices, values, start(i), start(i + 1), target, weight(i));
  }

  /** Compares two shards of one row each by content; 0 where they are alike. */
  int compareRow(Shard other) {
    int order = Arrays.compare(values, other.values);
    if (order == 0 && indices != null) {
      order = Arrays.compare(indices, other.indices);
    }
    if (order == 0) {
      order = Arrays.compare(y, other.y);
    }
    return order == 0 ? Float.compare(weight(0), other.weight(0)) : order;
  }

  /** The features, in×n. */
  Matrix x() {
    return starts == null
        ? new DenseMatrix(values, 0, width, rows)
        : new SparseMatrix(width, starts, indices, values, 0, rows);
  }

  /** The order of the rows in the epoch that {@code key} stands for. */
  public int[] order(Key key) {
    Order known = order;
    if (known == null || !known.key.equals(key)) {
      known = new Order(key, key.permutation(rows));
      order = known;
    }
    return known.rows;
  }

  /** Rows {@code from … to} as they lie, copied only where the layout demands it. */
  public Batch slice(int from, int to, BatchBuffer buffer) {
    return from == 0 && to == rows
        ? new Batch(buffer.fastest(x()), all())
        : new Batch(buffer.fastest(x().slice(from, to)), buffer.slice(all(), targets, from, to));
  }

  /** Rows {@code order[from … to)}, copied into the buffer. */
  public Batch gather(int[] order, int from, int to, BatchBuffer buffer) {
    return new Batch(
        buffer.gather(x(), order, from, to), buffer.gather(all(), targets, order, from, to));
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(id);
    out.writeInt(rows);
    out.writeInt(width);
    out.writeInt(targets);
    out.writeLong(fingerprint);
    ArrayCodec.writeInts(out, starts);
    ArrayCodec.writeInts(out, indices);
    ArrayCodec.writeFloats(out, values);
    ArrayCodec.writeFloats(out, y);
    ArrayCodec.writeFloats(out, weights);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    id = in.readInt();
    rows = in.readInt();
    width = in.readInt();
    targets = in.readInt();
    fingerprint = in.readLong();
    starts = ArrayCodec.readInts(in);
    indices = ArrayCodec.readInts(in);
    values = ArrayCodec.readFloats(in);
    y = ArrayCodec.readFloats(in);
    weights = ArrayCodec.readFloats(in);
  }
}
