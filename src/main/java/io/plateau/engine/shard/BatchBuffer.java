package io.plateau.engine.shard;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.Batch;
import io.plateau.nn.loss.Targets;

/** Memory that the batches of one thread are copied into, one after the other. */
public final class BatchBuffer {
  private Matrix x;
  private DenseMatrix dense;
  private float[] y = {};
  private float[] weights = {};

  /** The rows {@code order[from … to)} of a shard. */
  Batch gather(
      Matrix all, float[] allY, int targets, float[] allWeights, int[] order, int from, int to) {
    int n = to - from;
    x = all.gather(order, from, to, x);
    Matrix features = fastest(x);
    y = atLeast(y, n * targets);
    for (int i = 0; i < n; i++) {
      int row = order[from + i] * targets;
      for (int t = 0; t < targets; t++) {
        y[i * targets + t] = allY[row + t];
      }
    }
    if (allWeights == null) {
      return new Batch(features, new Targets(y));
    }
    weights = atLeast(weights, n);
    for (int i = 0; i < n; i++) {
      weights[i] = allWeights[order[from + i]];
    }
    return new Batch(features, new Targets(y, weights));
  }

  /** The examples in the form whose products take least time; may overwrite an earlier one. */
  Matrix fastest(Matrix examples) {
    if (examples instanceof SparseMatrix sparse && sparse.fasterDense()) {
      dense = sparse.dense(dense);
      return dense;
    }
    return examples;
  }

  float[] copyTargets(float[] all, int from, int count) {
    y = atLeast(y, count);
    System.arraycopy(all, from, y, 0, count);
    return y;
  }

  float[] copyWeights(float[] all, int from, int count) {
    weights = atLeast(weights, count);
    System.arraycopy(all, from, weights, 0, count);
    return weights;
  }

  private static float[] atLeast(float[] array, int length) {
    return array.length < length ? new float[length] : array;
  }
}
