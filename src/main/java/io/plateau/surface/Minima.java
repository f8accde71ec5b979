package io.plateau.surface;

import io.plateau.optim.Lbfgs;
import io.plateau.optim.Objective;
import io.plateau.optim.OptimizerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for minima: points of a grid that are lower than their eight neighbors, followed downhill
 * by L-BFGS. In a slanting valley a grid has such points that are no minima; those lead away.
 */
final class Minima {
  /** How far, in cells of the grid, a minimum may be from its point. */
  private static final double NEAR = 2;

  private static final int MOST_STEPS = 100;

  private Minima() {}

  /** All within the grid, the lowest first. */
  static List<Descent.Point> of(Grid grid, Objective objective) {
    List<Descent.Point> found = new ArrayList<>();
    for (int j = 1; j < grid.rows() - 1; j++) {
      for (int i = 1; i < grid.columns() - 1; i++) {
        if (isLowest(grid, i, j)) {
          add(grid, downhill(objective, grid.w1(i), grid.w2(j)), i, j, found);
        }
      }
    }
    found.sort(Comparator.comparingDouble(Descent.Point::loss));
    return found;
  }

  private static boolean isLowest(Grid grid, int i, int j) {
    for (int a = -1; a <= 1; a++) {
      for (int b = -1; b <= 1; b++) {
        if ((a != 0 || b != 0) && !(grid.loss(i, j) < grid.loss(i + a, j + b))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Descent.Point downhill(Objective objective, double w1, double w2) {
    Lbfgs solver = new Lbfgs(10, 1e-9, 0, 0, new int[0]);
    float[] theta = {(float) w1, (float) w2};
    OptimizerState state = solver.start(2);
    for (int step = 0; step < MOST_STEPS; step++) {
      Lbfgs.Step next = solver.step(objective, theta, state);
      state = next.state();
      // Beyond, the noise of floats makes line searches fail.
      if (next.converged() != null || next.gradientNorm() < Descent.VANISHED) {
        break;
      }
    }
    float[] gradient = new float[2];
    double loss = objective.value(theta, gradient);
    return new Descent.Point(theta[0], theta[1], loss, TwoWeights.norm(gradient));
  }

  private static void add(Grid grid, Descent.Point point, int i, int j, List<Descent.Point> found) {
    boolean here =
        Math.abs(point.w1() - grid.w1(i)) <= NEAR * grid.width()
            && Math.abs(point.w2() - grid.w2(j)) <= NEAR * grid.height();
    if (here && found.stream().noneMatch(other -> grid.isSame(point, other))) {
      found.add(point);
    }
  }
}
