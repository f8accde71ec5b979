package io.plateau.train;

import java.io.Serializable;
import java.util.List;

/**
 * Loss of predictions that tell nothing of a row.
 *
 * @param loss infinite where it is not known
 * @param varies whether it grows with how much labels vary, so that it may be another one of the
 *     validation rows
 */
public record Guess(double loss, boolean varies) implements Serializable {
  /** Of a loss of which it is not known. */
  public static final Guess UNKNOWN = new Guess(Double.POSITIVE_INFINITY, false);

  /** Losses of more than so many of a guess say that nothing has been learned yet. */
  private static final double LEARNED = 0.97;

  /**
   * Whether all epochs did no better. Their validation losses tell; training losses only where the
   * validation rows may have a higher guess, since they come down as well where a network learns
   * its rows by heart.
   */
  boolean isAllThereIs(List<EpochRecord> epochs) {
    return loss < Double.POSITIVE_INFINITY
        && epochs.stream()
            .noneMatch(
                epoch ->
                    isBelow(epoch.validationLoss().orElse(Double.NaN))
                        || varies && isBelow(epoch.trainLoss()));
  }

  private boolean isBelow(double other) {
    return other < LEARNED * loss;
  }
}
