package io.plateau.nn;

import java.util.List;

/**
 * Last layer of a network that predicts numbers: {@code Y = min(max(X, lowest), highest)} with
 * bounds for each output, such as the range of the training labels (Holzmüller et al. 2024, "Better
 * by Default").
 *
 * @param lowest of each output, finite
 * @param highest of each output, finite, at least the lowest
 */
public record Clamp(List<Float> lowest, List<Float> highest) implements Correction {
  public Clamp {
    lowest = List.copyOf(lowest);
    highest = List.copyOf(highest);
    if (lowest.isEmpty() || lowest.size() != highest.size()) {
      throw new IllegalArgumentException(
          "a clamp must have a lowest and a highest number for each output, got %d and %d"
              .formatted(lowest.size(), highest.size()));
    }
    for (int i = 0; i < lowest.size(); i++) {
      float low = lowest.get(i);
      float high = highest.get(i);
      if (!(low <= high && Float.isFinite(low) && Float.isFinite(high))) {
        throw new IllegalArgumentException(
            "a clamp must be from a number to one at least as high, got %s to %s"
                .formatted(low, high));
      }
    }
  }

  @Override
  public int width() {
    return lowest.size();
  }

  @Override
  public void apply(float[] y, int n) {
    int width = width();
    for (int i = 0; i < width; i++) {
      float low = lowest.get(i);
      float high = highest.get(i);
      for (int at = i; at < width * n; at += width) {
        y[at] = Math.min(Math.max(y[at], low), high);
      }
    }
  }

  @Override
  public String toString() {
    return "clamp";
  }
}
