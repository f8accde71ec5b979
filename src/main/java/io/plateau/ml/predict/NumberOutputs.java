package io.plateau.ml.predict;

import java.util.Arrays;

/**
 * What a regression appends: its prediction, and how far its members differ.
 *
 * @param vector whether labels were vectors, and predictions are
 * @param prediction whether predictions are wanted
 * @param spread whether the standard deviation of the members' predictions is wanted
 */
public record NumberOutputs(boolean vector, boolean prediction, boolean spread) implements Outputs {
  @Override
  public int count() {
    return (prediction ? 1 : 0) + (spread ? 1 : 0);
  }

  @Override
  public void write(Block block, int j, Cells cells) {
    int k = block.k();
    if (prediction && vector) {
      cells.vector(block.p(), j * k, k);
    } else if (prediction) {
      cells.number(block.p()[j]);
    }
    if (spread && vector) {
      cells.vector(block.members().spreads(j));
    } else if (spread) {
      cells.number(block.members().spread(0, j));
    }
  }

  @Override
  public void writeInvalid(int k, Cells cells) {
    double[] nothing = new double[k];
    Arrays.fill(nothing, Double.NaN);
    for (int column = 0; column < count(); column++) {
      if (vector) {
        cells.vector(nothing);
      } else {
        cells.number(Double.NaN);
      }
    }
  }
}
