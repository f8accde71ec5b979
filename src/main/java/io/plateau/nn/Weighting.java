package io.plateau.nn;

/** What an example of weight 0 leaves behind: nothing, whatever its outputs were. */
final class Weighting {
  private Weighting() {}

  /** Overwrites the derivative of one example with zeros, unless it is null. */
  static void clear(float[] dz, int from, int k) {
    if (dz != null) {
      java.util.Arrays.fill(dz, from, from + k, 0);
    }
  }
}
