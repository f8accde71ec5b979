package io.plateau.frame;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;

/** Vectors of spark.ml, whose numbers are doubles, as floats and back. */
public final class Packing {
  /** Stored values up to this share of all are cheaper as sparse columns. */
  private static final int SPARSE_ADVANTAGE = 3;

  private static final VectorUDT TYPE = new VectorUDT();

  /** Number of fields of the struct that Spark stores a vector as. */
  public static final int FIELDS = TYPE.sqlType().size();

  private Packing() {}

  /** The vector in a row's cell, or null. */
  public static Vector vector(InternalRow row, int column) {
    return row.isNullAt(column) ? null : TYPE.deserialize(row.getStruct(column, FIELDS));
  }

  /** Whether rows are cheaper as sparse columns, by how many of their numbers are stored. */
  public static boolean staysSparse(long stored, long rows, int width) {
    return stored * SPARSE_ADVANTAGE <= rows * width;
  }

  /** A vector as a column, {@code x (width×1)}: sparse where it is and few are stored. */
  public static Matrix column(Vector vector) {
    int width = vector.size();
    if (vector instanceof SparseVector sparse && staysSparse(sparse.numActives(), 1, width)) {
      float[] values = floats(sparse.values());
      return new SparseMatrix(width, new int[] {0, values.length}, sparse.indices(), values, 0, 1);
    }
    return new DenseMatrix(floats(vector), 0, width, 1);
  }

  /** All numbers of a vector as floats. */
  public static float[] floats(Vector vector) {
    return floats(vector.toArray());
  }

  private static float[] floats(double[] values) {
    float[] x = new float[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) values[i];
    }
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
