package io.plateau.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Adds partial sums along one fixed tree over shard ids: [0, 1) + [1, 2), then [0, 2) + [2, 4), and
 * so on. Absent shards are left out, so the sum does not depend on who added which subtree, nor on
 * the order things arrive in.
 */
final class PairwiseSum {
  private PairwiseSum() {}

  /**
   * The sums of the largest subtrees that make up the shards {@code from … to}.
   *
   * @param shards of that range, ascending
   * @param leaf the partial sum of one shard, or null where it adds nothing
   */
  static List<Partial> ofRange(
      Iterator<Shard> shards, int from, int to, Function<Shard, Partial> leaf) {
    Ascending ascending = new Ascending(shards);
    List<Partial> sums = new ArrayList<>();
    for (int first = from; first < to; ) {
      int span = first == 0 ? Integer.highestOneBit(to) : Integer.lowestOneBit(first);
      while (span > to - first) {
        span /= 2;
      }
      Partial sum = ofSubtree(ascending, first, span, leaf);
      if (sum != null) {
        sums.add(sum);
      }
      first += span;
    }
    return sums;
  }

  private static Partial ofSubtree(
      Ascending shards, int first, int span, Function<Shard, Partial> leaf) {
    if (shards.ahead == null || shards.ahead.id() >= first + span) {
      return null;
    }
    if (span == 1) {
      return leaf.apply(shards.next());
    }
    Partial left = ofSubtree(shards, first, span / 2, leaf);
    Partial right = ofSubtree(shards, first + span / 2, span / 2, leaf);
    return Partial.join(left, right, first, span);
  }

  /** The sum of all shards, or null where none adds anything. <em>Adds into</em> the parts. */
  static Partial total(List<Partial> parts, int shards) {
    List<Partial> ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparingInt(Partial::first));
    int span = shards == 1 ? 1 : Integer.highestOneBit(shards - 1) * 2;
    return total(ordered, 0, span);
  }

  private static Partial total(List<Partial> parts, int first, int span) {
    if (parts.isEmpty()) {
      return null;
    }
    if (parts.size() == 1 && parts.get(0).first() == first && parts.get(0).span() == span) {
      return parts.get(0);
    }
    int middle = first + span / 2;
    int split = 0;
    while (split < parts.size() && parts.get(split).first() < middle) {
      split++;
    }
    return Partial.join(
        total(parts.subList(0, split), first, span / 2),
        total(parts.subList(split, parts.size()), middle, span / 2),
        first,
        span);
  }

  private static final class Ascending {
    private final Iterator<Shard> shards;
    private Shard ahead;

    Ascending(Iterator<Shard> shards) {
      this.shards = shards;
      next();
    }

    private Shard next() {
      Shard shard = ahead;
      ahead = shards.hasNext() ? shards.next() : null;
      return shard;
    }
  }
}
