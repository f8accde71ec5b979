package io.plateau.optim;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Full-batch L-BFGS, or OWL-QN where l1 is positive, by Breeze: minimizes {@code f(θ) + l1·‖θ‖₁ +
 * ½·l2·‖θ‖²}, the penalty over the penalized parameters alone.
 *
 * <p>Breeze iterates in double; the objective gets its points rounded to float. All the solver
 * knows is in {@link OptimizerState#scalars()}, so that a restored state continues with the same
 * bits.
 *
 * <p>Liu and Nocedal (1989), On the Limited Memory BFGS Method for Large Scale Optimization; Andrew
 * and Gao (2007), Scalable Training of L1-Regularized Log-Linear Models.
 *
 * @param memory pairs kept, 10 as in Spark's MLPC
 * @param tolerance of Breeze's convergence checks, relative to the value
 * @param l1 of the penalized parameters
 * @param l2 of the penalized parameters
 * @param penalized pairs of first index and index after the last, in order
 */
public record Lbfgs(int memory, double tolerance, double l1, double l2, int[] penalized)
    implements Serializable {
  /** Numbers of a state that an array holds beside some recent values of the objective. */
  private static final long LARGEST = Integer.MAX_VALUE - 1024;

  /** One iteration's result; {@code converged} says why no further step helps, or is null. */
  public record Step(OptimizerState state, double value, double gradientNorm, String converged) {}

  public Lbfgs {
    if (memory < 1) {
      throw new IllegalArgumentException("memory must be at least 1, got " + memory);
    }
    Require.notNegative("tolerance", tolerance);
    Require.notNegative("l1", l1);
    Require.notNegative("l2", l2);
    penalized = Ranges.checked(penalized);
  }

  /**
   * Before the first iteration; evaluates nothing.
   *
   * @throws IllegalArgumentException where a state would be longer than an array can be
   */
  public OptimizerState start(int parameters) {
    Ranges.within(penalized, parameters);
    if (scalars(parameters) > LARGEST) {
      throw new IllegalArgumentException(
          "l-bfgs with a memory of %d keeps %d numbers of %d parameters, more than an array can hold; lower the memory, or take another rule"
              .formatted(memory, scalars(parameters), parameters));
    }
    return new OptimizerState(0, new float[0][], new double[0]);
  }

  /** The most scalars that a state has, but for some recent values of the objective. */
  public long scalars(int parameters) {
    return BreezeState.packed(parameters, memory);
  }

  /**
   * One iteration, with as many evaluations as its line search needs; <em>overwrites</em> theta,
   * which only the first iteration reads. The first evaluates the starting point, too. The value
   * and the norm of the gradient are those at the new theta, with the penalty; at a point that has
   * converged nothing is evaluated or changed. Where they are not finite at the starting point,
   * there is no direction to search along, and nothing is changed.
   */
  public Step step(Objective objective, float[] theta, OptimizerState state) {
    Ranges.within(penalized, theta.length);
    SmoothFunction smooth = (x, gradient) -> smooth(objective, x, gradient);
    BreezeSolver solver =
        new BreezeSolver(memory, tolerance, l1 > 0 ? weights(theta.length) : null);
    BreezeState before =
        state.scalars().length == 0
            ? solver.start(
                smooth, IntStream.range(0, theta.length).mapToDouble(i -> theta[i]).toArray())
            : BreezeState.unpack(state.scalars(), theta.length);
    if (!Double.isFinite(before.adjustedValue()) || !Double.isFinite(before.gradientNorm())) {
      return new Step(state, before.adjustedValue(), before.gradientNorm(), null);
    }
    BreezeState after = solver.step(smooth, before);
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (float) after.x()[i];
    }
    return new Step(
        new OptimizerState(after.iteration(), new float[0][], after.pack()),
        after.adjustedValue(),
        after.gradientNorm(),
        after.converged());
  }

  /** The objective with the l2 penalty; OWL-QN adds that of l1. */
  private double smooth(Objective objective, double[] x, double[] gradient) {
    float[] point = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      point[i] = (float) x[i];
    }
    float[] slope = new float[x.length];
    double value = objective.value(point, slope);
    for (int i = 0; i < x.length; i++) {
      gradient[i] = slope[i];
    }
    double squares = 0;
    for (int r = 0; r < penalized.length; r += 2) {
      for (int i = penalized[r]; i < penalized[r + 1]; i++) {
        squares += x[i] * x[i];
        gradient[i] += l2 * x[i];
      }
    }
    return value + 0.5 * l2 * squares;
  }

  private double[] weights(int parameters) {
    double[] weights = new double[parameters];
    for (int r = 0; r < penalized.length; r += 2) {
      Arrays.fill(weights, penalized[r], penalized[r + 1], l1);
    }
    return weights;
  }

  @Override
  public String toString() {
    return "Lbfgs[memory=%s, tolerance=%s, l1=%s, l2=%s, penalized=%s]"
        .formatted(memory, tolerance, l1, l2, Arrays.toString(penalized));
  }
}
