package io.plateau.ml;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vectors;

/**
 * What a regression appends: its prediction.
 *
 * @param vector whether labels were vectors, and predictions are
 */
record NumberOutputs(boolean vector) implements Outputs {
  @Override
  public int count() {
    return 1;
  }

  @Override
  public void write(float[] z, float[] p, int k, int j, Object[] cells, int at) {
    cells[at] = vector ? Vectors.dense(Packing.doubles(p, j * k, k)) : (Object) (double) p[j];
  }

  @Override
  public void writeInvalid(int k, Object[] cells, int at) {
    double[] nothing = new double[k];
    Arrays.fill(nothing, Double.NaN);
    cells[at] = vector ? Vectors.dense(nothing) : (Object) Double.NaN;
  }
}
