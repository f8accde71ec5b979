package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.loss.Loss;

/** Random batches for tests. */
public final class Examples {
  private Examples() {}

  public static DenseMatrix features(int in, int n, Key key) {
    float[] x = new float[in * n];
    for (int i = 0; i < x.length; i++) {
      // A third are zeros, so that the sparse form is not the dense one.
      x[i] = key.with("zero").below(i, 3) == 0 ? 0 : key.normal(i);
    }
    return new DenseMatrix(x, 0, in, n);
  }

  /** Targets that the loss admits. */
  public static float[] targets(Loss loss, int k, int n, Key key) {
    float[] y = new float[loss.targets(k) * n];
    for (int i = 0; i < y.length; i++) {
      y[i] =
          switch (loss.name()) {
            case "softmaxCrossEntropy" -> key.below(i, k);
            case "sigmoidCrossEntropy" -> key.below(i, 3) / 2f;
            case "poisson" -> key.below(i, 4);
            default -> 2 * key.normal(i);
          };
    }
    return y;
  }

  public static float[] weights(int n, Key key) {
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = i % 4 == 3 ? 0 : 3 * key.uniform(i);
    }
    return weights;
  }

  public static SparseMatrix sparse(DenseMatrix x) {
    int nonZeros = 0;
    for (int i = 0; i < x.rows() * x.columns(); i++) {
      nonZeros += x.values()[x.offset() + i] != 0 ? 1 : 0;
    }
    int[] starts = new int[x.columns() + 1];
    int[] indices = new int[nonZeros];
    float[] values = new float[nonZeros];
    int p = 0;
    for (int j = 0; j < x.columns(); j++) {
      for (int i = 0; i < x.rows(); i++) {
        float value = x.values()[x.offset() + j * x.rows() + i];
        if (value != 0) {
          indices[p] = i;
          values[p++] = value;
        }
      }
      starts[j + 1] = p;
    }
    return new SparseMatrix(x.rows(), starts, indices, values, 0, x.columns());
  }
}
