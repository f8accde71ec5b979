package io.plateau.evaluation;

import io.plateau.math.FloatBuckets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Rows by true × predicted value, by residual and by size of the residual, for each output. */
final class NumberBins extends Sums {
  private static final long serialVersionUID = 1;

  /** Cells a side. */
  static final int SIDE = 48;

  static final int RESIDUALS = 81;

  /** A residual's size to 1.6 %. */
  static final FloatBuckets SIZES = new FloatBuckets(5);

  /** The bins of each output; they do not travel with the counts. */
  final transient Bins[] actualBins;

  final transient Bins[] predictedBins;
  final transient Bins[] residualBins;

  final double[][] cells;
  final double[][] residuals;
  final double[][] sizes;

  NumberBins(Bins[] actual, Bins[] predicted, Bins[] residual) {
    actualBins = actual;
    predictedBins = predicted;
    residualBins = residual;
    cells = new double[actual.length][SIDE * SIDE];
    residuals = new double[actual.length][RESIDUALS];
    sizes = new double[actual.length][SIZES.count()];
  }

  @Override
  void count(Predicted row) {
    double w = row.weight();
    for (int o = 0; o < cells.length; o++) {
      double residual = row.prediction()[o] - row.label()[o];
      int actual = actualBins[o].of(row.label()[o]);
      cells[o][actual * SIDE + predictedBins[o].of(row.prediction()[o])] += w;
      residuals[o][residualBins[o].of(residual)] += w;
      sizes[o][SIZES.of(Math.abs(residual))] += w;
    }
  }

  @Override
  Stream<double[]> arrays() {
    return Stream.of(cells, residuals, sizes).flatMap(Arrays::stream);
  }

  /** The size that half of the residuals of an output do not exceed, to 1.6 %. */
  double medianSize(int output) {
    double half = 0;
    for (double size : sizes[output]) {
      half += size / 2;
    }
    double sum = 0;
    for (int b = 0; b < sizes[output].length; b++) {
      sum += sizes[output][b];
      if (sum >= half) {
        return SIZES.middle(b);
      }
    }
    return 0;
  }
}
