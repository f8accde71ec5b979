package io.plateau.engine.shard;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.loss.Targets;

/** Memory that the batches of one thread are copied into, one after the other. */
public final class BatchBuffer {
  private Matrix x;
  private DenseMatrix dense;
  private float[] y = {};
  private float[] weights = {};

  /** The features of the rows {@code order[from … to)} of a shard. */
  Matrix gather(Matrix all, int[] order, int from, int to) {
    x = all.gather(order, from, to, x);
    return fastest(x);
  }

  /**
   * The targets and weights of the rows {@code order[from … to)} of a shard.
   *
   * @param targets numbers of a row
   */
  Targets gather(Targets all, int targets, int[] order, int from, int to) {
    int n = to - from;
    y = atLeast(y, n * targets);
    for (int i = 0; i < n; i++) {
      int row = order[from + i] * targets;
      for (int t = 0; t < targets; t++) {
        y[i * targets + t] = all.y()[row + t];
      }
    }
    if (all.weights().length == 0) {
      return new Targets(y);
    }
    weights = atLeast(weights, n);
    for (int i = 0; i < n; i++) {
      weights[i] = all.weights()[order[from + i]];
    }
    return new Targets(y, weights);
  }

  /** The targets and weights of the rows {@code from … to}. */
  Targets slice(Targets all, int targets, int from, int to) {
    int n = to - from;
    y = atLeast(y, n * targets);
    System.arraycopy(all.y(), from * targets, y, 0, n * targets);
    if (all.weights().length == 0) {
      return new Targets(y);
    }
    weights = atLeast(weights, n);
    System.arraycopy(all.weights(), from, weights, 0, n);
    return new Targets(y, weights);
  }

  /** The examples in the form whose products take least time; may overwrite an earlier one. */
  Matrix fastest(Matrix examples) {
    if (examples instanceof SparseMatrix sparse && sparse.fasterDense()) {
      dense = sparse.dense(dense);
      return dense;
    }
    return examples;
  }

  private static float[] atLeast(float[] array, int length) {
    return array.length < length ? new float[length] : array;
  }
}
