package io.plateau.evaluation;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of shards, added as in a binary tree over their places: two of one height become that above
 * them. So the bits of the whole do not depend on which tasks have which shards, and few sums are
 * kept at a time.
 */
final class PlacedSums<T extends Sums> implements Serializable {
  private static final long serialVersionUID = 1;

  /** The highest sums that there are, by the first place below each. */
  private final TreeMap<Integer, Placed<T>> all = new TreeMap<>();

  private record Placed<T>(int height, T sum) implements Serializable {}

  /** <em>Adds</em> the sum of a shard, which is <em>overwritten</em>. */
  void add(int place, T sum) {
    put(place, new Placed<>(0, sum));
  }

  private void put(int first, Placed<T> placed) {
    int beside = first ^ 1 << placed.height;
    Placed<T> other = all.get(beside);
    if (other == null || other.height != placed.height) {
      all.put(first, placed);
      return;
    }
    all.remove(beside);
    Placed<T> left = beside < first ? other : placed;
    left.sum.add((beside < first ? placed : other).sum);
    put(Math.min(first, beside), new Placed<>(placed.height + 1, left.sum));
  }

  /** <em>Adds into</em> this the sums of other shards, which are <em>overwritten</em>. */
  void add(PlacedSums<T> others) {
    others.all.forEach(this::put);
  }

  /** <em>Adds into</em> a sum all of these, in the order of their places. */
  T into(T sum) {
    for (Map.Entry<Integer, Placed<T>> each : all.entrySet()) {
      sum.add(each.getValue().sum);
    }
    return sum;
  }
}
