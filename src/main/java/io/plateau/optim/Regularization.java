package io.plateau.optim;

import java.io.Serializable;

/**
 * Penalties on the weights of a network, which biases do not have.
 *
 * @param l1 factor of {@code ‖θ‖₁} in the loss, not negative
 * @param l2 factor of {@code ½‖θ‖²} in the loss, not negative
 * @param weightDecay decoupled decay per step and unit of learning rate, not negative
 */
public record Regularization(double l1, double l2, double weightDecay) implements Serializable {
  /** No penalty at all. */
  public static final Regularization NONE = new Regularization(0, 0, 0);

  public Regularization {
    Require.notNegative("l1", l1);
    Require.notNegative("l2", l2);
    Require.notNegative("weightDecay", weightDecay);
  }

  /** The penalties whose sum over as many networks is the mean of theirs; decay is of each step. */
  public Regularization ofMean(int networks) {
    return new Regularization(l1 / networks, l2 / networks, weightDecay);
  }
}
