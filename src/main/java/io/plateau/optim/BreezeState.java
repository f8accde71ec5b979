package io.plateau.optim;

import java.nio.DoubleBuffer;

/**
 * All that Breeze's solvers carry from one iteration to the next, in plain arrays.
 *
 * @param iteration done so far
 * @param value of the smooth part at x
 * @param adjustedValue with the l1 penalty
 * @param initialValue adjusted, before the first iteration
 * @param searchFailed whether the line search found no lower value, twice
 * @param x the point
 * @param gradient of the smooth part at x
 * @param adjustedGradient with the l1 penalty
 * @param steps the last differences of x, newest first
 * @param gradientChanges the differences of gradients that belong to them
 * @param recentValues adjusted, oldest first
 * @param gradientNorm of the adjusted gradient
 * @param converged why no further iteration helps, or null
 */
record BreezeState(
    int iteration,
    double value,
    double adjustedValue,
    double initialValue,
    boolean searchFailed,
    double[] x,
    double[] gradient,
    double[] adjustedGradient,
    double[][] steps,
    double[][] gradientChanges,
    double[] recentValues,
    double gradientNorm,
    String converged) {

  private static final int HEADER = 8;

  /** Numbers of the array of a state with so many last differences, but for recent values. */
  static long packed(int parameters, int differences) {
    return HEADER + (3 + 2L * differences) * parameters;
  }

  /** As one array; {@link #unpack} is the inverse. */
  double[] pack() {
    int n = x.length;
    DoubleBuffer packed =
        DoubleBuffer.allocate((int) packed(n, steps.length) + recentValues.length)
            .put(n)
            .put(steps.length)
            .put(iteration)
            .put(value)
            .put(adjustedValue)
            .put(initialValue)
            .put(searchFailed ? 1 : 0)
            .put(gradientNorm)
            .put(x)
            .put(gradient)
            .put(adjustedGradient);
    for (int i = 0; i < steps.length; i++) {
      packed.put(steps[i]).put(gradientChanges[i]);
    }
    return packed.put(recentValues).array();
  }

  /** The state of a packed array of {@code parameters} parameters. */
  static BreezeState unpack(double[] packed, int parameters) {
    double pairs = packed.length < HEADER ? -1 : packed[1];
    long values = packed.length - packed(parameters, (int) pairs);
    if (!(pairs >= 0) || packed[0] != parameters || values < 1) {
      throw new IllegalArgumentException(
          "the %s scalars of the state are not of L-BFGS with %s parameters"
              .formatted(packed.length, parameters));
    }
    DoubleBuffer rest = DoubleBuffer.wrap(packed).position(HEADER);
    double[] x = next(rest, parameters);
    double[] gradient = next(rest, parameters);
    double[] adjustedGradient = next(rest, parameters);
    double[][] steps = new double[(int) pairs][];
    double[][] changes = new double[(int) pairs][];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = next(rest, parameters);
      changes[i] = next(rest, parameters);
    }
    return new BreezeState(
        (int) packed[2],
        packed[3],
        packed[4],
        packed[5],
        packed[6] == 1,
        x,
        gradient,
        adjustedGradient,
        steps,
        changes,
        next(rest, (int) values),
        packed[7],
        null);
  }

  private static double[] next(DoubleBuffer buffer, int length) {
    double[] numbers = new double[length];
    buffer.get(numbers);
    return numbers;
  }
}
