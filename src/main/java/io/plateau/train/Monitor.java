package io.plateau.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one number by which epochs are compared.
 *
 * @param name {@code trainLoss}, {@code validationLoss} or a validation metric
 * @param higherIsBetter as for accuracy, not for a loss
 * @param ties which of equal epochs is kept
 * @param relative whether a change counts as a fraction of the best value, as it does where the
 *     unit is that of the labels
 */
public record Monitor(String name, boolean higherIsBetter, Ties ties, boolean relative)
    implements Serializable {
  /** The loss on the rows trained on. */
  public static final Monitor TRAIN_LOSS = new Monitor("trainLoss", false);

  /** The loss on the validation rows. */
  public static final Monitor VALIDATION_LOSS = new Monitor("validationLoss", false);

  /** A monitor of whose equal epochs the first is kept. */
  public Monitor(String name, boolean higherIsBetter) {
    this(name, higherIsBetter, Ties.FIRST, false);
  }

  /** The value in one epoch. */
  public double of(EpochRecord record) {
    return switch (name) {
      case "trainLoss" -> record.trainLoss();
      case "validationLoss" ->
          record
              .validationLoss()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "validationLoss is watched but there are no validation rows"));
      default -> metric(record.metrics());
    };
  }

  private double metric(Map<String, Double> metrics) {
    if (!metrics.containsKey(name)) {
      List<String> known = new ArrayList<>(List.of(TRAIN_LOSS.name, VALIDATION_LOSS.name));
      known.addAll(metrics.keySet());
      throw new IllegalArgumentException(
          "unknown monitor \"%s\"; known: %s".formatted(name, String.join(", ", known)));
    }
    return metrics.get(name);
  }

  /**
   * Whether {@code value} is better than {@code best} by more than {@code minDelta}, or where the
   * monitor is {@link #relative} by more than that fraction of {@code best}.
   */
  public boolean improves(double value, double best, double minDelta) {
    double least = relative && Double.isFinite(best) ? minDelta * Math.abs(best) : minDelta;
    return higherIsBetter ? value > best + least : value < best - least;
  }

  /** Whether an epoch of that value is kept in place of an earlier one with the best so far. */
  public boolean replaces(double value, double best) {
    return improves(value, best, 0) || (ties == Ties.LAST && value == best);
  }

  /**
   * The best epoch so far: that of the record where it replaces the earlier one.
   *
   * @param best of the epochs before, or null
   * @param weights after the epoch, copied where it is the best
   * @throws DataException where the value is not a number
   */
  public TrainingState.Best better(TrainingState.Best best, EpochRecord record, float[] weights) {
    double value = of(record);
    if (Double.isNaN(value)) {
      throw new DataException(
          "the validation rows do not determine %s, as where all their labels are alike; choose another stopping.monitor (monitor), or other validation rows"
              .formatted(name));
    }
    return replaces(value, best == null ? worst() : best.value())
        ? new TrainingState.Best(record.epoch(), value, weights.clone())
        : best;
  }

  /** The value that anything improves on. */
  public double worst() {
    return higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
