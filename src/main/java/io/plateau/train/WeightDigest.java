package io.plateau.train;

import io.plateau.math.Key;

/**
 * A digest of weights in 64 bits: two runs whose digests are equal after every epoch have trained
 * alike. No protection against forgery, for which 64 bits are too few.
 */
public final class WeightDigest {
  private static final int LANES = 4;

  private WeightDigest() {}

  /** Sixteen hexadecimal digits. */
  public static String of(float[] weights) {
    // Lanes of their own, so that the processor need not wait for one multiplication after another.
    long[] lanes = new long[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = Key.of(lane).state();
    }
    for (int i = 0; i < weights.length; i++) {
      int lane = i % LANES;
      lanes[lane] = Key.mix(lanes[lane] ^ Float.floatToRawIntBits(weights[i]));
    }
    long digest = weights.length;
    for (long lane : lanes) {
      digest = Key.mix(digest ^ lane);
    }
    return "%016x".formatted(digest);
  }
}
