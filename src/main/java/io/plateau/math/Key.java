package io.plateau.math;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/**
 * Key to reproducible randomness: every draw is a pure function of its purpose, never of a shared
 * generator or a clock.
 *
 * <p>A key is derived from a seed by naming purposes and numbers, {@code
 * Key.of(seed).with("dropout").with(epoch).with(shard)}, and read at any index. The mixing function
 * is the finalizer of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
 * generators").
 *
 * @param state the 64 bits that everything drawn from this key depends on
 */
public record Key(long state) implements Serializable {
  /** Draws that {@link #bits(long, long[], int)} makes at a time. */
  public static final int BLOCK = 256;

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Multiples of it from the first on. */
  private static final long[] MULTIPLES =
      LongStream.rangeClosed(1, BLOCK).map(i -> i * GOLDEN_GAMMA).toArray();

  /** The key that everything of a run with this seed derives from. */
  public static Key of(long seed) {
    return new Key(mix(seed + GOLDEN_GAMMA));
  }

  /** The key for a numbered part of this one: an epoch, a shard, a step, a layer. */
  public Key with(long part) {
    return new Key(mix(state ^ mix(part + GOLDEN_GAMMA)));
  }

  /** The key for a named purpose. */
  public Key with(String purpose) {
    long hash = 0;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash + GOLDEN_GAMMA + b);
    }
    return with(hash);
  }

  /** 64 random bits, the {@code index}-th of this key. */
  public long bits(long index) {
    return mix(state + (index + 1) * GOLDEN_GAMMA);
  }

  /**
   * <em>Overwrites</em> {@code to[0 … n)} with {@link #bits(long)} from an index on, in less time
   * than one by one.
   *
   * @param n at most {@link #BLOCK}
   */
  public void bits(long first, long[] to, int n) {
    long start = state + first * GOLDEN_GAMMA;
    // Arrays of longs and nothing else: so the compiler makes vector instructions of it
    for (int i = 0; i < n; i++) {
      to[i] = mix(start + MULTIPLES[i]);
    }
  }

  /** Uniform in [0, 1), with 24 random bits: every float is an exact multiple of 2⁻²⁴. */
  public float uniform(long index) {
    return (bits(index) >>> 40) * 0x1p-24f;
  }

  /** Uniform in [0, bound), free of modulo bias beyond 2⁻³². */
  public int below(long index, int bound) {
    return (int) (((bits(index) >>> 32) * bound) >>> 32);
  }

  /** Standard normal, by Box and Muller (1958); strict functions, so the same bits everywhere. */
  public float normal(long index) {
    double u = ((bits(2 * index) >>> 11) + 1) * 0x1p-53;
    double v = (bits(2 * index + 1) >>> 11) * 0x1p-53;
    return (float) (StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v));
  }

  /** A permutation of 0 … n − 1 (Fisher–Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Mixes 64 bits so that each input bit flips each output bit with probability one half. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
