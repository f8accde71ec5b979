package io.plateau.surface;

import io.plateau.job.SurfaceStudy.Range;
import io.plateau.optim.Objective;
import java.util.Arrays;

/**
 * The loss at evenly spaced points.
 *
 * @param losses row by row of equal w2, in each w1 from low to high
 */
record Grid(Range w1, Range w2, int columns, int rows, double[] losses) {
  static Grid of(Objective objective, Range w1, Range w2, int columns, int rows) {
    Grid grid = new Grid(w1, w2, columns, rows, new double[columns * rows]);
    float[] gradient = new float[2];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        float[] theta = {(float) grid.w1(i), (float) grid.w2(j)};
        grid.losses[j * columns + i] = objective.value(theta, gradient);
      }
    }
    return grid;
  }

  double loss(int i, int j) {
    return losses[j * columns + i];
  }

  double highest() {
    return Arrays.stream(losses).max().orElseThrow();
  }

  double w1(int i) {
    return w1.low() + i * width();
  }

  double w2(int j) {
    return w2.low() + j * height();
  }

  /** Of a cell. */
  double width() {
    return (w1.high() - w1.low()) / (columns - 1);
  }

  /** Of a cell. */
  double height() {
    return (w2.high() - w2.low()) / (rows - 1);
  }

  /** Whether two points look the same in a picture of this grid. */
  boolean isSame(Descent.Point a, Descent.Point b) {
    return Math.abs(a.w1() - b.w1()) <= width() && Math.abs(a.w2() - b.w2()) <= height();
  }
}
