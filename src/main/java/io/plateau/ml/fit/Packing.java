package io.plateau.ml.fit;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** From spark.ml's vectors of doubles to columns of floats. */
public final class Packing {
  /** Stored values up to this share of all are cheaper as sparse columns. */
  private static final int SPARSE_ADVANTAGE = 3;

  private Packing() {}

  /** Whether so many stored values should stay sparse. */
  public static boolean staysSparse(boolean anySparse, long stored, long rows, int width) {
    return anySparse && stored * SPARSE_ADVANTAGE <= rows * width;
  }

  /**
   * The first n vectors as columns, {@code X (width×n)}: sparse where they are, else dense.
   *
   * @param recycled memory for dense columns, at least width·n, or null
   */
  public static Matrix columns(Vector[] vectors, int n, int width, float[] recycled) {
    boolean sparse = false;
    long stored = 0;
    for (int j = 0; j < n; j++) {
      sparse |= vectors[j] instanceof SparseVector;
      stored += vectors[j].numActives();
    }
    if (staysSparse(sparse, stored, n, width)) {
      return sparseColumns(vectors, n, width, (int) stored);
    }
    float[] x = recycled == null ? new float[width * n] : recycled;
    for (int j = 0; j < n; j++) {
      dense(vectors[j], x, j * width);
    }
    return new DenseMatrix(x, 0, width, n);
  }

  private static Matrix sparseColumns(Vector[] vectors, int n, int width, int stored) {
    int[] starts = new int[n + 1];
    int[] indices = new int[stored];
    float[] values = new float[stored];
    int at = 0;
    for (int j = 0; j < n; j++) {
      SparseVector vector = vectors[j].toSparse();
      for (int i = 0; i < vector.indices().length; i++) {
        indices[at] = vector.indices()[i];
        values[at++] = (float) vector.values()[i];
      }
      starts[j + 1] = at;
    }
    return new SparseMatrix(width, starts, indices, values, 0, n);
  }

  /** Overwrites {@code x} from index {@code at} with all features of a vector. */
  public static void dense(Vector vector, float[] x, int at) {
    if (vector instanceof DenseVector dense) {
      double[] values = dense.values();
      for (int i = 0; i < values.length; i++) {
        x[at + i] = (float) values[i];
      }
    } else {
      SparseVector sparse = (SparseVector) vector;
      Arrays.fill(x, at, at + vector.size(), 0);
      for (int i = 0; i < sparse.indices().length; i++) {
        x[at + sparse.indices()[i]] = (float) sparse.values()[i];
      }
    }
  }

  /** All numbers of a vector as floats. */
  public static float[] floats(Vector vector) {
    float[] x = new float[vector.size()];
    dense(vector, x, 0);
    return x;
  }

  /** All numbers as a vector of doubles. */
  public static Vector vector(float[] x) {
    return Vectors.dense(doubles(x, 0, x.length));
  }

  /** Numbers {@code at … at + n} as doubles. */
  public static double[] doubles(float[] x, int at, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = x[at + i];
    }
    return values;
  }
}
