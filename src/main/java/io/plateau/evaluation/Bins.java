package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Equal bins from low to high; what lies outside belongs to the outermost.
 *
 * @param count at least 1
 */
public record Bins(double low, double high, int count) implements Serializable {
  public Bins {
    if (!(low < high) || count < 1 || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "bins must go from a number to a larger one, got %s from %s to %s"
              .formatted(count, low, high));
    }
  }

  /** Bins over a range that may be a single point or empty. */
  public static Bins over(double least, double most, int count) {
    if (!Double.isFinite(least) || !Double.isFinite(most)) {
      return new Bins(-0.5, 0.5, count);
    }
    double room = least < most ? 0 : Math.max(0.5, Math.abs(least) * 1e-3);
    return new Bins(least - room, most + room, count);
  }

  public int of(double value) {
    int bin = (int) Math.floor((value - low) / (high - low) * count);
    return Math.max(0, Math.min(count - 1, bin));
  }

  /** As histograms are drawn: {@code low, high, counts}. */
  void put(ObjectNode into, double[] counts) {
    into.put("low", low).put("high", high);
    Arrays.stream(counts).forEach(into.putArray("counts")::add);
  }
}
