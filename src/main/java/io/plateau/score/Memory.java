package io.plateau.score;

import io.plateau.math.VectorMath;
import java.util.Arrays;

/** Scratch memory of one thread at a time; grows to the largest request, then allocates no more. */
final class Memory {
  /** Scratch of elementary functions. */
  final VectorMath.Blocks blocks = new VectorMath.Blocks();

  /** Numbers of the inputs that are not zero. */
  int[] places = {};

  private float[][][] rows = {};
  private float[][] arrays = {};

  /**
   * Arrays for n examples, with anything in them.
   *
   * @param id of the asking step, its own
   */
  float[][] rows(int id, int n, int width) {
    if (id >= rows.length) {
      rows = Arrays.copyOf(rows, id + 1);
    }
    float[][] own = rows[id] == null ? new float[0][] : rows[id];
    if (own.length < n) {
      int had = own.length;
      own = Arrays.copyOf(own, n);
      for (int j = had; j < n; j++) {
        own[j] = new float[width];
      }
      rows[id] = own;
    }
    return own;
  }

  /** One array of at least a length, with anything in it. */
  float[] array(int id, int length) {
    if (id >= arrays.length) {
      arrays = Arrays.copyOf(arrays, id + 1);
    }
    if (arrays[id] == null || arrays[id].length < length) {
      arrays[id] = new float[length];
    }
    return arrays[id];
  }

  /** An array for the numbers of inputs. */
  int[] places(int length) {
    if (places.length < length) {
      places = new int[length];
    }
    return places;
  }
}
