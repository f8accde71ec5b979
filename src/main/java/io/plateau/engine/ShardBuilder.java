package io.plateau.engine;

import java.util.Arrays;

/** Packs rows into a shard; grows as they come. */
final class ShardBuilder {
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

  ShardBuilder(int id, int width, int targets, boolean sparse) {
    this.id = id;
    this.width = width;
    this.targets = targets;
    this.sparse = sparse;
    this.starts = new int[1];
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
    if (row.indices == null && row.values.length != width) {
      throw new IllegalArgumentException(
          "a row has " + row.values.length + " features, the network takes " + width);
    }
    add(row.indices, row.values, 0, row.values.length, row.target, 0, row.weight);
  }

  /** Adds row i of a piece of this shard. */
  void add(Shard piece, int i) {
    add(
        piece.indices(),
        piece.values(),
        piece.start(i),
        piece.start(i + 1),
        piece.targets(),
        i * targets,
        piece.weight(i));
  }

  private void add(
      int[] places, float[] features, int from, int to, float[] target, int at, float weight) {
    if (sparse) {
      appendNonZeros(places, features, from, to);
    } else {
      appendAll(places, features, from, to);
    }
    y = room(y, (long) (rows + 1) * targets);
    System.arraycopy(target, at, y, rows * targets, targets);
    weights = room(weights, rows + 1L);
    weights[rows] = weight;
    weighted |= weight != 1;
    rows++;
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
    int limit = Integer.MAX_VALUE - 8;
    if (needed > limit) {
      throw new IllegalArgumentException(
          "shard " + id + " is larger than one array can be; more shards are needed");
    }
    return (int) Math.min(limit, Math.max(needed, needed + needed / 2));
  }

  /** The rows as they came; the builder is spent. */
  Shard build() {
    return new Shard(
        id,
        rows,
        width,
        targets,
        sparse ? Arrays.copyOf(starts, rows + 1) : null,
        sparse ? Arrays.copyOf(indices, starts[rows]) : null,
        Arrays.copyOf(values, sparse ? starts[rows] : rows * width),
        Arrays.copyOf(y, rows * targets),
        weighted ? Arrays.copyOf(weights, rows) : null);
  }
}
