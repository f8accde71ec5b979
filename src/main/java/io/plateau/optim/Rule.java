package io.plateau.optim;

/**
 * One link of an update: turns a gradient into the amount to subtract from the parameters.
 * Immutable; all it remembers between steps is in the {@link OptimizerState}. Rules chain:
 * clipping, then regularization, then Adam, then decoupled decay.
 */
public interface Rule extends java.io.Serializable {
  /** Parameter-sized arrays this rule keeps between steps. */
  default int slots() {
    return 0;
  }

  /** Numbers this rule keeps between steps. */
  default int scalars() {
    return 0;
  }

  /**
   * <em>Overwrites</em> {@code u}, on entry the gradient (or what an earlier rule made of it), on
   * return the amount to subtract; and this rule's memory.
   *
   * @param u as long as theta
   * @param theta the parameters before the step; not changed
   * @param memory this rule's own slots and scalars
   * @param step the number of this step, from 1
   * @param rate the learning rate of this step
   */
  void apply(float[] u, float[] theta, Memory memory, long step, double rate);

  /** This rule with weight decay multiplied by a factor of at least 0. */
  default Rule decayingBy(double factor) {
    return this;
  }

  /** What this rule adds to the loss at {@code theta}: 0 unless it regularizes. */
  default double penalty(float[] theta) {
    return 0;
  }

  /** A rule's own part of the optimizer state. */
  record Memory(float[][] slots, double[] scalars) {}
}
