package io.plateau.engine.shard;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.loss.Targets;
import java.util.Arrays;

/** Packs rows into a shard; grows as they come. */
final class ShardBuilder {
  private static final int LIMIT = Integer.MAX_VALUE - 8;

  private final int id;
  private final int width;
  private final int targets;
  private final boolean sparse;
  private int rows;
  private int[] starts;
  private int[] indices = {};
  private float[] values = {};
  private float[] y = {};
  private float[] weights = {};
  private boolean weighted;
  private long fingerprint;

  ShardBuilder(int id, ShardLayout layout) {
    this.id = id;
    this.width = layout.width();
    this.targets = layout.targets();
    this.sparse = layout.sparse();
    this.starts = new int[1];
  }

  /** Makes room for all that will come, so that nothing is copied to grow or to end. */
  void expect(int allRows, long allValues) {
    int stored = exact(allValues);
    values = new float[stored];
    if (sparse) {
      indices = new int[stored];
      starts = new int[exact(allRows + 1L)];
    }
    y = new float[exact((long) allRows * targets)];
    weights = new float[allRows];
  }

  /** Bytes the rows take so far. */
  long bytes() {
    return (sparse ? 8L * starts[rows] : 4L * rows * width) + 4L * rows * (targets + 2);
  }

  void add(Example row) {
    if (row.target.length != targets) {
      throw new IllegalArgumentException(
          "a row has " + row.target.length + " targets, the loss takes " + targets);
    }
    if (row.indices == null && row.to - row.from != width) {
      throw new IllegalArgumentException(
          "a row has " + (row.to - row.from) + " features, the network takes " + width);
    }
    if (sparse) {
      appendNonZeros(row.indices, row.values, row.from, row.to);
    } else {
      appendAll(row.indices, row.values, row.from, row.to);
    }
    y = room(y, (long) (rows + 1) * targets);
    System.arraycopy(row.target, 0, y, rows * targets, targets);
    weights = room(weights, rows + 1L);
    weights[rows] = row.weight;
    weighted |= row.weight != 1;
    rows++;
  }

  void addFingerprint(long hashes) {
    fingerprint += hashes;
  }

  private void appendNonZeros(int[] places, float[] features, int from, int to) {
    int end = starts[rows];
    for (int i = from; i < to; i++) {
      if (features[i] != 0) {
        if (end == values.length) {
          int length = length(end + 1L);
          values = Arrays.copyOf(values, length);
          indices = Arrays.copyOf(indices, length);
        }
        values[end] = features[i];
        indices[end++] = checked(places == null ? i - from : places[i]);
      }
    }
    if (rows + 2 > starts.length) {
      starts = Arrays.copyOf(starts, length(rows + 2L));
    }
    starts[rows + 1] = end;
  }

  private void appendAll(int[] places, float[] features, int from, int to) {
    values = room(values, (long) (rows + 1) * width);
    int start = rows * width;
    if (places == null) {
      System.arraycopy(features, from, values, start, to - from);
    } else {
      Arrays.fill(values, start, start + width, 0);
      for (int i = from; i < to; i++) {
        values[start + checked(places[i])] = features[i];
      }
    }
  }

  private int checked(int place) {
    if (place < 0 || place >= width) {
      throw new IllegalArgumentException(
          "a row has feature " + place + ", the network takes " + width);
    }
    return place;
  }

  private float[] room(float[] array, long length) {
    return array.length < length ? Arrays.copyOf(array, length(length)) : array;
  }

  private int length(long needed) {
    return (int) Math.min(LIMIT, exact(needed) + needed / 2);
  }

  private int exact(long needed) {
    if (needed > LIMIT) {
      throw new IllegalArgumentException(
          "shard " + id + " is larger than one array can be; more shards are needed");
    }
    return (int) needed;
  }

  /** The rows as they came; the builder is spent. */
  Shard build() {
    Matrix x =
        sparse
            ? new SparseMatrix(
                width,
                first(starts, rows + 1),
                first(indices, starts[rows]),
                first(values, starts[rows]),
                0,
                rows)
            : new DenseMatrix(first(values, rows * width), 0, width, rows);
    float[] all = first(y, rows * targets);
    Shard shard =
        new Shard(
            id, x, targets, weighted ? new Targets(all, first(weights, rows)) : new Targets(all));
    shard.fingerprint = fingerprint;
    return shard;
  }

  private static int[] first(int[] array, int length) {
    return array.length == length ? array : Arrays.copyOf(array, length);
  }

  private static float[] first(float[] array, int length) {
    return array.length == length ? array : Arrays.copyOf(array, length);
  }
}
