package io.plateau.optim;

import java.util.Arrays;

/** Test functions with their minimum at 1, …, 1 where their value is 0. */
enum Surface {
  /** {@code ½ Σ cᵢ (θᵢ − 1)²} with c from 1 to 100. */
  QUADRATIC(10) {
    @Override
    double value(double[] x, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double c = Math.pow(100, i / (x.length - 1.0));
        sum += 0.5 * c * (x[i] - 1) * (x[i] - 1);
        gradient[i] = c * (x[i] - 1);
      }
      return sum;
    }
  },

  /** {@code Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²}. */
  ROSENBROCK(2) {
    @Override
    double value(double[] x, double[] gradient) {
      Arrays.fill(gradient, 0);
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        double a = x[i + 1] - x[i] * x[i];
        double b = 1 - x[i];
        sum += 100 * a * a + b * b;
        gradient[i] += -400 * a * x[i] - 2 * b;
        gradient[i + 1] += 200 * a;
      }
      return sum;
    }
  };

  final int size;

  Surface(int size) {
    this.size = size;
  }

  abstract double value(double[] x, double[] gradient);

  /** The same function of floats. */
  Objective objective() {
    return (theta, gradient) -> {
      double[] x = new double[theta.length];
      double[] slope = new double[theta.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = theta[i];
      }
      double value = value(x, slope);
      for (int i = 0; i < x.length; i++) {
        gradient[i] = (float) slope[i];
      }
      return value;
    };
  }
}
