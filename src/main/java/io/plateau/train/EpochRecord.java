package io.plateau.train;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The measurements of one epoch.
 *
 * @param epoch from 1
 * @param trainLoss mean loss over the rows of the epoch, each at the weights its step started from
 * @param validationLoss mean loss on the validation rows after the epoch, or empty without any
 * @param metrics of the validation rows after the epoch, by name
 * @param learningRate of the last step
 * @param gradientNorm Euclidean norm of the last step's gradient, steps without weight not counted
 * @param rows trained on
 * @param seconds the epoch took, with its validation
 * @param weights the {@link WeightDigest} of the weights after the epoch, or empty where it is not
 *     known
 */
public record EpochRecord(
    int epoch,
    double trainLoss,
    OptionalDouble validationLoss,
    Map<String, Double> metrics,
    double learningRate,
    double gradientNorm,
    long rows,
    double seconds,
    String weights) {

  public EpochRecord {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    Objects.requireNonNull(weights, "weights");
  }

  /** The same epoch, as of a training without validation rows. */
  EpochRecord unvalidated() {
    return new EpochRecord(
        epoch,
        trainLoss,
        OptionalDouble.empty(),
        Map.of(),
        learningRate,
        gradientNorm,
        rows,
        seconds,
        weights);
  }

  /** Rows trained on per second. */
  public double rowsPerSecond() {
    return rows / seconds;
  }

  /** Whether the loss, the gradient or the validation loss is infinite or not a number. */
  public boolean diverged() {
    return !Double.isFinite(trainLoss)
        || !Double.isFinite(gradientNorm)
        || (validationLoss.isPresent() && !Double.isFinite(validationLoss.getAsDouble()));
  }
}
