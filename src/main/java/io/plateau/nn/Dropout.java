package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;

/**
 * Inverted dropout (Srivastava et al. 2014): while training each number is 0 with probability
 * {@code rate}, else it is divided by {@code 1 − rate}, so that its expectation stays and nothing
 * is to be done afterwards.
 *
 * <p>The mask is a function of the key, the layer and the place in the batch: number {@code unit +
 * width · column} of {@code key.with(layer)}, where layer 0 are the inputs. So it is the same
 * wherever and however often it is drawn, and for sparse as for dense inputs.
 */
final class Dropout {
  private Dropout() {}

  /** The factor of one number: 0 or {@code 1 / (1 − rate)}. */
  static float factor(Key layer, long index, float rate) {
    return layer.uniform(index) < rate ? 0 : 1 / (1 - rate);
  }

  /** Overwrites a mask {@code (width×n)} with factors. */
  static void fill(float[] mask, int size, Key layer, double rate) {
    float kept = 1 / (1 - (float) rate);
    // uniform < rate, told from its 24 bits. Coin tosses are what no processor predicts, so the
    // choice is arithmetic, not a jump.
    long threshold = (long) StrictMath.ceil((float) rate * 0x1p24);
    for (int i = 0; i < size; i++) {
      long below = ((layer.bits(i) >>> 40) - threshold) >>> 63;
      mask[i] = kept * (1 - (int) below);
    }
  }

  /** Overwrites {@code result} with {@code a · mask}. */
  static void apply(float[] a, float[] mask, float[] result, int size) {
    for (int i = 0; i < size; i++) {
      result[i] = a[i] * mask[i];
    }
  }

  /** The inputs after dropout, in memory of the workspace. */
  static Matrix inputs(Matrix x, Key layer, double rate, Workspace workspace) {
    if (x instanceof DenseMatrix dense) {
      int size = dense.rows() * dense.columns();
      float[] result = workspace.dropped(0, dense.rows(), dense.columns());
      fill(result, size, layer, rate);
      for (int i = 0; i < size; i++) {
        result[i] *= dense.values()[dense.offset() + i];
      }
      return new DenseMatrix(result, 0, dense.rows(), dense.columns());
    }
    return sparse((SparseMatrix) x, layer, (float) rate, workspace);
  }

  private static Matrix sparse(SparseMatrix x, Key layer, float rate, Workspace workspace) {
    int[] starts = x.starts();
    // The non-zeros keep their places in the arrays, whose indices are shared.
    float[] result = workspace.dropped(0, 1, starts[x.to()]);
    for (int j = 0; j < x.columns(); j++) {
      for (int p = starts[x.from() + j]; p < starts[x.from() + j + 1]; p++) {
        long index = x.indices()[p] + (long) x.rows() * j;
        result[p] = x.values()[p] * factor(layer, index, rate);
      }
    }
    return new SparseMatrix(x.rows(), starts, x.indices(), result, x.from(), x.to());
  }
}
