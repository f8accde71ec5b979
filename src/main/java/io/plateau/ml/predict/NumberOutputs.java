package io.plateau.ml.predict;

import java.util.Arrays;

/**
 * What a regression appends: its prediction.
 *
 * @param vector whether labels were vectors, and predictions are
 */
public record NumberOutputs(boolean vector) implements Outputs {
  @Override
  public int count() {
    return 1;
  }

  @Override
  public void write(float[] z, float[] p, int k, int j, Cells cells) {
    if (vector) {
      cells.vector(p, j * k, k);
    } else {
      cells.number(p[j]);
    }
  }

  @Override
  public void writeInvalid(int k, Cells cells) {
    if (vector) {
      double[] nothing = new double[k];
      Arrays.fill(nothing, Double.NaN);
      cells.vector(nothing);
    } else {
      cells.number(Double.NaN);
    }
  }
}
