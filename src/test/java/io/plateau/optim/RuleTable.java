package io.plateau.optim;

import java.util.Map;
import java.util.stream.Stream;

/** Every rule with its formula in double precision and rates that suit the test surfaces. */
final class RuleTable {
  private RuleTable() {}

  /** The amount to subtract from one parameter; {@code s} is its memory, zeros at first. */
  @FunctionalInterface
  interface Formula {
    double update(double[] s, double g, double theta, int t, double rate);
  }

  /**
   * @param quadratic the rate for {@link Surface#QUADRATIC}
   * @param rosenbrock the rate for {@link Surface#ROSENBROCK}
   */
  record Row(
      String name,
      Map<String, Double> parameters,
      double quadratic,
      double rosenbrock,
      Formula formula) {
    Rule rule() {
      return Rules.named(name, parameters);
    }

    /** The rule with the decay that is its default, over all of so many parameters. */
    Optimizer optimizer(int parameters) {
      Regularization penalty = new Regularization(0, 0, Rules.defaultWeightDecay(name));
      return Rules.chain(rule(), Clipping.NONE, penalty, Parts.penalized(0, parameters), 1);
    }

    double rate(Surface surface) {
      return surface == Surface.QUADRATIC ? quadratic : rosenbrock;
    }

    @Override
    public String toString() {
      return parameters.isEmpty() ? name : name + " " + parameters;
    }
  }

  static Stream<Row> rows() {
    // spotless:off one row a line
    return Stream.of(
        new Row("sgd", Map.of(), 0.015, 0.002, (s, g, x, t, r) -> r * g),
        new Row("momentum", Map.of(), 0.01, 5e-4, (s, g, x, t, r) -> r * (s[0] = 0.9 * s[0] + g)),
        new Row("nesterov", Map.of(), 0.01, 5e-4, (s, g, x, t, r) -> r * (g + 0.9 * (s[0] = 0.9 * s[0] + g))),
        new Row("adagrad", Map.of(), 0.5, 1, (s, g, x, t, r) -> r * g / (Math.sqrt(s[0] += g * g) + 1e-10)),
        new Row("rmsprop", Map.of(), 0.01, 0.005, (s, g, x, t, r) -> r * rms(s, g)),
        new Row("rmsprop", Map.of("centered", 1.0), 0.01, 0.005, (s, g, x, t, r) -> r * centered(s, g)),
        new Row("rmsprop", Map.of("momentum", 0.8), 0.005, 0.001, (s, g, x, t, r) -> r * (s[2] = 0.8 * s[2] + rms(s, g))),
        new Row("rmsprop", Map.of("centered", 1.0, "momentum", 0.8), 0.005, 0.001, (s, g, x, t, r) -> r * (s[2] = 0.8 * s[2] + centered(s, g))),
        new Row("adadelta", Map.of(), 1, 0.3, (s, g, x, t, r) -> r * adadelta(s, g)),
        new Row("adam", Map.of(), 0.02, 0.02, (s, g, x, t, r) -> adam(s, g, t, r, false)),
        new Row("adamw", Map.of(), 0.02, 0.02, (s, g, x, t, r) -> adam(s, g, t, r, false) + r * 0.01 * x),
        new Row("amsgrad", Map.of(), 0.02, 0.1, (s, g, x, t, r) -> adam(s, g, t, r, true)),
        new Row("adamax", Map.of(), 0.02, 0.02, (s, g, x, t, r) -> adamax(s, g, t, r)),
        new Row("nadam", Map.of(), 0.02, 0.02, (s, g, x, t, r) -> nadam(s, g, t, r)));
    // spotless:on
  }

  private static double rms(double[] s, double g) {
    s[0] = 0.99 * s[0] + 0.01 * g * g;
    return g / (Math.sqrt(s[0]) + 1e-8);
  }

  private static double centered(double[] s, double g) {
    s[0] = 0.99 * s[0] + 0.01 * g * g;
    s[1] = 0.99 * s[1] + 0.01 * g;
    return g / (Math.sqrt(s[0] - s[1] * s[1]) + 1e-8);
  }

  private static double adadelta(double[] s, double g) {
    s[0] = 0.9 * s[0] + 0.1 * g * g;
    double d = Math.sqrt(s[1] + 1e-6) / Math.sqrt(s[0] + 1e-6) * g;
    s[1] = 0.9 * s[1] + 0.1 * d * d;
    return d;
  }

  private static double adam(double[] s, double g, int t, double rate, boolean amsgrad) {
    s[0] = 0.9 * s[0] + 0.1 * g;
    s[1] = 0.999 * s[1] + 0.001 * g * g;
    s[2] = amsgrad ? Math.max(s[2], s[1]) : s[1];
    double mHat = s[0] / (1 - Math.pow(0.9, t));
    double vHat = s[2] / (1 - Math.pow(0.999, t));
    return rate * mHat / (Math.sqrt(vHat) + 1e-8);
  }

  private static double adamax(double[] s, double g, int t, double rate) {
    s[0] = 0.9 * s[0] + 0.1 * g;
    s[1] = Math.max(0.999 * s[1], Math.abs(g) + 1e-8);
    return rate / (1 - Math.pow(0.9, t)) * s[0] / s[1];
  }

  private static double nadam(double[] s, double g, int t, double rate) {
    s[0] = 0.9 * s[0] + 0.1 * g;
    s[1] = 0.999 * s[1] + 0.001 * g * g;
    double product = 1;
    for (int i = 1; i <= t; i++) {
      product *= mu(i);
    }
    double denominator = Math.sqrt(s[1] / (1 - Math.pow(0.999, t))) + 1e-8;
    return rate * (1 - mu(t)) / (1 - product) * g / denominator
        + rate * mu(t + 1) / (1 - product * mu(t + 1)) * s[0] / denominator;
  }

  private static double mu(int t) {
    return 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
  }
}
