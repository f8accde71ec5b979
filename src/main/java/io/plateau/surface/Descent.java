package io.plateau.surface;

import io.plateau.nn.ParameterGroup;
import io.plateau.optim.Objective;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one rule. It ends where the gradient has vanished, where the loss or the gradient is
 * not finite as a float, as which a picture has them, or after so many steps.
 *
 * @param points the start first
 */
record Descent(List<Point> points) {
  /** A shorter gradient leads nowhere that a picture could show. */
  static final double VANISHED = 1e-5;

  /** Both weights, and the loss and the length of its gradient there. */
  record Point(float w1, float w2, double loss, double gradientNorm) {}

  Descent {
    points = List.copyOf(points);
  }

  /** Goes from {@code start}, which is not changed, at most so many steps. */
  static Descent of(Objective objective, OptimizerSpec rule, float[] start, int steps) {
    Optimizer optimizer =
        rule.chain(List.of(new ParameterGroup(ParameterGroup.Role.WEIGHT, 0, start.length)), 1);
    float[] theta = start.clone();
    float[] gradient = new float[theta.length];
    OptimizerState state = optimizer.start(theta.length);
    List<Point> points = new ArrayList<>();
    Point last = at(objective, theta, gradient);
    points.add(last);
    while (points.size() <= steps && last.gradientNorm >= VANISHED) {
      state = optimizer.update(theta, gradient, state, rule.learningRate());
      last = at(objective, theta, gradient);
      if (!Float.isFinite((float) last.loss) || !Float.isFinite((float) last.gradientNorm)) {
        break;
      }
      points.add(last);
    }
    return new Descent(points);
  }

  private static Point at(Objective objective, float[] theta, float[] gradient) {
    double loss = objective.value(theta, gradient);
    return new Point(theta[0], theta[1], loss, TwoWeights.norm(gradient));
  }

  /** Steps made. */
  int steps() {
    return points.size() - 1;
  }

  /** Where it ended. */
  Point end() {
    return points.get(points.size() - 1);
  }
}
