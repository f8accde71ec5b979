package io.plateau.nn;

import io.plateau.math.Matrix;
import java.util.Arrays;

/**
 * Scratch memory for one thread; grows to the largest batch it has seen, then allocates no more.
 * Arrays may be longer than the batch at hand needs, with anything in the rest.
 */
public final class Workspace {
  /** What a first layer was given: the batch's features, after dropout if there is any. */
  Matrix x;

  private float[][] weighted = {};
  private float[][] activated = {};
  private float[][] dropped = {};
  private float[][] masks = {};
  private float[][] deltas = {};

  /** Z of a layer, {@code width×n}: inputs of its activation. */
  float[] weighted(int layer, int width, int n) {
    weighted = grown(weighted, layer, width, n);
    return weighted[layer];
  }

  /** A of a layer whose activation needs its input kept; else A takes Z's place. */
  float[] activated(int layer, int width, int n) {
    activated = grown(activated, layer, width, n);
    return activated[layer];
  }

  /** What dropout left of the outputs of a layer; {@code layer} 0 are the inputs. */
  float[] dropped(int layer, int width, int n) {
    dropped = grown(dropped, layer, width, n);
    return dropped[layer];
  }

  /** The factors of dropout: 0 or 1 / (1 − rate). */
  float[] mask(int layer, int width, int n) {
    masks = grown(masks, layer, width, n);
    return masks[layer];
  }

  /** The derivative by a layer's A, then Z; two arrays take turns. */
  float[] delta(int layer, int width, int n) {
    deltas = grown(deltas, layer % 2, width, n);
    return deltas[layer % 2];
  }

  private static float[][] grown(float[][] arrays, int at, int width, int n) {
    long size = (long) width * n;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a layer of %d units can take at most %d examples at once, got %d; use smaller batches"
              .formatted(width, (Integer.MAX_VALUE - 8) / width, n));
    }
    float[][] enough = at < arrays.length ? arrays : Arrays.copyOf(arrays, at + 1);
    if (enough[at] == null || enough[at].length < size) {
      enough[at] = new float[(int) size];
    }
    return enough;
  }
}
