package io.plateau.nn.loss;

import io.plateau.nn.choice.Hyperparameter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Quantile or pinball loss {@code Σ max(tau (y − z), (1 − tau) (z − y))}, {@code ∂loss/∂z = −tau}
 * below the target and {@code 1 − tau} above it, 0 where they are equal. Its minimum is the
 * quantile of level tau of the targets (Koenker and Bassett 1978), so that two trainings give the
 * ends of an interval; scikit-learn's mean_pinball_loss, summed over outputs.
 *
 * @param tau in (0, 1), the probability that a target is below the prediction; ½ is the median
 */
public record Quantile(double tau) implements ElementwiseLoss {
  static final Hyperparameter TAU =
      new Hyperparameter(
          "tau",
          "probability that a label is below the prediction: level of the quantile",
          0.5,
          Hyperparameter.Range.INSIDE);

  public Quantile {
    TAU.require(tau);
  }

  /** The loss of one number. */
  public static double pinball(double tau, double prediction, double y) {
    double above = prediction - y;
    return above > 0 ? (1 - tau) * above : -tau * above;
  }

  @Override
  public double value(float z, float y) {
    return pinball(tau, z, y);
  }

  @Override
  public float derivative(float z, float y) {
    return z > y ? (float) (1 - tau) : z < y ? (float) -tau : z - y;
  }

  @Override
  public OptionalDouble level() {
    return OptionalDouble.of(tau);
  }

  @Override
  public List<Metric> metrics() {
    return Stream.concat(ElementwiseLoss.super.metrics().stream(), Stream.of(new Pinball(tau)))
        .toList();
  }

  /** The mean of the pinball loss over outputs and examples, in the unit of the target. */
  private record Pinball(double tau) implements ErrorMetric {
    @Override
    public String name() {
      return "pinball";
    }

    @Override
    public Link link() {
      return Link.IDENTITY;
    }

    @Override
    public double error(double prediction, double y) {
      return pinball(tau, prediction, y);
    }
  }
}
