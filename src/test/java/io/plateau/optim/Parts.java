package io.plateau.optim;

import java.util.List;
import java.util.stream.IntStream;

/** Parts of parameter vectors that tests make up. */
public final class Parts {
  private Parts() {}

  /** Penalized parts with the learning rate itself, of pairs of first index and index after. */
  public static List<Part> penalized(int... bounds) {
    return IntStream.range(0, bounds.length / 2)
        .mapToObj(r -> new Part(bounds[2 * r], bounds[2 * r + 1], 1, true))
        .toList();
  }
}
