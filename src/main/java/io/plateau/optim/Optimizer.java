package io.plateau.optim;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chain of rules: each gets what the one before made of the gradient. What the last one leaves is
 * subtracted from the parameters: {@code θ ← θ − u}.
 */
public record Optimizer(List<Rule> rules) implements Serializable {
  public Optimizer {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("an optimizer needs at least one rule, got none");
    }
    if (rules.subList(0, rules.size() - 1).stream().anyMatch(WeightAverage.class::isInstance)) {
      throw new IllegalArgumentException(
          "the average of the weights must be the last rule, got " + rules);
    }
  }

  /** The memory before the first step. */
  public OptimizerState start(int parameters) {
    return new OptimizerState(0, new float[slots()][parameters], new double[scalars()]);
  }

  /** Makes a step with the whole weight decay. */
  public OptimizerState update(float[] theta, float[] gradient, OptimizerState state, double rate) {
    return update(theta, gradient, state, rate, 1);
  }

  /**
   * Makes a step: <em>overwrites</em> {@code theta}, {@code gradient} (on entry the mean gradient)
   * and the arrays of {@code state}; returns the state with its step counted.
   *
   * @param decay factor of the weight decay
   */
  public OptimizerState update(
      float[] theta, float[] gradient, OptimizerState state, double rate, double decay) {
    check(theta, gradient, state);
    long step = state.step() + 1;
    int slot = 0;
    int scalar = 0;
    for (Rule rule : rules) {
      float[][] slots = Arrays.copyOfRange(state.slots(), slot, slot += rule.slots());
      double[] scalars = Arrays.copyOfRange(state.scalars(), scalar, scalar + rule.scalars());
      rule.decayingBy(decay).apply(gradient, theta, new Rule.Memory(slots, scalars), step, rate);
      System.arraycopy(scalars, 0, state.scalars(), scalar, scalars.length);
      scalar += scalars.length;
    }
    for (int i = 0; i < theta.length; i++) {
      theta[i] -= gradient[i];
    }
    return new OptimizerState(step, state.slots(), state.scalars());
  }

  /** This chain with an average of the parameters; 0 is none. */
  public Optimizer averaging(double decay) {
    return decay == 0
        ? this
        : new Optimizer(
            Stream.concat(rules.stream(), Stream.of(new WeightAverage(decay))).toList());
  }

  /**
   * The parameters that steps have led to: their average, where the chain keeps one, else {@code
   * theta} itself. No copy.
   */
  public float[] averaged(float[] theta, OptimizerState state) {
    return state.step() > 0 && rules.get(rules.size() - 1) instanceof WeightAverage
        ? state.slots()[state.slots().length - 1]
        : theta;
  }

  /** What the regularizing rules of the chain add to the loss at {@code theta}. */
  public double penalty(float[] theta) {
    double sum = 0;
    for (Rule rule : rules) {
      sum += rule.penalty(theta);
    }
    return sum;
  }

  /** Parameter-sized arrays that the rules keep between steps. */
  public int slots() {
    return rules.stream().mapToInt(Rule::slots).sum();
  }

  private int scalars() {
    return rules.stream().mapToInt(Rule::scalars).sum();
  }

  private void check(float[] theta, float[] gradient, OptimizerState state) {
    if (gradient.length != theta.length) {
      throw new IllegalArgumentException(
          "a gradient of %s elements cannot update %s parameters"
              .formatted(gradient.length, theta.length));
    }
    if (state.slots().length != slots() || state.scalars().length != scalars()) {
      throw new IllegalArgumentException(
          "the optimizer keeps %s slots and %s scalars but the state has %s and %s; it belongs to another optimizer"
              .formatted(slots(), scalars(), state.slots().length, state.scalars().length));
    }
    for (int i = 0; i < state.slots().length; i++) {
      if (state.slots()[i].length != theta.length) {
        throw new IllegalArgumentException(
            "slot %s of the optimizer state has %s elements but there are %s parameters"
                .formatted(i, state.slots()[i].length, theta.length));
      }
    }
  }
}
