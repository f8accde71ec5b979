package io.plateau.evaluation;

/** Rows by true × predicted value, by residual and by size of the residual, for each output. */
final class NumberBins implements OrderedSum.Tally<NumberBins> {
  private static final long serialVersionUID = 1;

  /** Cells a side. */
  static final int SIDE = 48;

  /** Bins of the residuals. */
  static final int RESIDUALS = 81;

  /** A residual's size to 1.6 %. */
  static final FloatBuckets SIZES = new FloatBuckets(5);

  final double[][] cells;
  final double[][] residuals;
  final double[][] sizes;

  NumberBins(int outputs) {
    cells = new double[outputs][SIDE * SIDE];
    residuals = new double[outputs][RESIDUALS];
    sizes = new double[outputs][SIZES.count()];
  }

  void count(Predicted row, Bins[] a, Bins[] p, Bins[] r) {
    double w = row.weight;
    for (int o = 0; o < cells.length; o++) {
      double residual = row.prediction[o] - row.label[o];
      cells[o][a[o].of(row.label[o]) * SIDE + p[o].of(row.prediction[o])] += w;
      residuals[o][r[o].of(residual)] += w;
      sizes[o][SIZES.of(Math.abs(residual))] += w;
    }
  }

  @Override
  public void add(NumberBins other) {
    add(cells, other.cells);
    add(residuals, other.residuals);
    add(sizes, other.sizes);
  }

  private static void add(double[][] into, double[][] other) {
    for (int o = 0; o < into.length; o++) {
      for (int i = 0; i < into[o].length; i++) {
        into[o][i] += other[o][i];
      }
    }
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
