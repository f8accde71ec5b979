package io.plateau.optim;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Parts of a parameter vector: pairs of first index and index after the last, in order. */
final class Ranges {
  private Ranges() {}

  /** A copy of {@code bounds} after a check. */
  static int[] checked(int[] bounds) {
    if (bounds == null || bounds.length % 2 != 0) {
      throw new IllegalArgumentException(
          "penalized must be pairs of first index and index after the last, got "
              + (bounds == null ? "null" : bounds.length + " numbers"));
    }
    int last = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] < last || bounds[i + 1] < bounds[i]) {
        throw new IllegalArgumentException(
            "penalized ranges must be in order and not overlap, but range %s is [%s, %s) after index %s"
                .formatted(i / 2, bounds[i], bounds[i + 1], last));
      }
      last = bounds[i + 1];
    }
    return bounds.clone();
  }

  /** The ranges of the parts that a condition holds for. */
  static int[] of(List<Part> parts, Predicate<Part> condition) {
    return parts.stream()
        .filter(condition)
        .flatMapToInt(part -> IntStream.of(part.from(), part.to()))
        .toArray();
  }

  /** Fails unless the ranges lie in a vector of that length. */
  static void within(int[] bounds, int length) {
    if (bounds.length > 0 && bounds[bounds.length - 1] > length) {
      throw new IllegalArgumentException(
          "penalized ranges end at %s but there are %s parameters"
              .formatted(bounds[bounds.length - 1], length));
    }
  }
}
