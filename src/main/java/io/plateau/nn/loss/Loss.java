package io.plateau.nn.loss;

import io.plateau.nn.choice.Choice;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Objective of training: a sum over examples of weight × loss, with its derivative by the network's
 * outputs (logits). A loss returns sums, never means: the one division by the total weight follows
 * when the sums of all shards have been added.
 *
 * <p>Outputs {@code z (k×n)} and targets {@code y} are column-major, a column is an example.
 */
public interface Loss extends Choice {
  /** The kind of number that a target is. */
  Target target();

  /** The function from outputs to predictions. */
  default Link link() {
    return target().link();
  }

  /** Numbers that the target of an example has, for a network of {@code k} outputs. */
  default int targets(int k) {
    return target().width(k);
  }

  /** The weighted sum of the loss over n examples. */
  double sum(float[] z, int k, int n, Targets targets);

  /**
   * The weighted sum of the loss over n examples; <em>overwrites</em> {@code dz (k×n)} with weight
   * × ∂loss/∂z.
   */
  double sum(float[] z, int k, int n, Targets targets, float[] dz);

  /** The metrics of such predictions, each of which can be the monitor of a training. */
  List<Metric> metrics();

  /** The first metrics, which are measured after each epoch beside the loss. */
  default List<Metric> mainMetrics() {
    return metrics().subList(0, 1);
  }

  /** The level of the quantile that predictions estimate; empty where they estimate no quantile. */
  default OptionalDouble level() {
    return OptionalDouble.empty();
  }

  /**
   * The least mean loss of predictions that are the same for all examples, where classes are
   * equally frequent, or labels have variance 1; infinite where it is not known.
   *
   * @param k outputs
   */
  default double ofGuess(int k) {
    return Double.POSITIVE_INFINITY;
  }

  /** Fraction of each label that is spread evenly over all classes. */
  default double smoothing() {
    return 0;
  }

  /** Overwrites logits with predictions: probabilities, means, rates. */
  default void predict(float[] z, int k, int n) {
    link().predict(z, k, n);
  }
}
