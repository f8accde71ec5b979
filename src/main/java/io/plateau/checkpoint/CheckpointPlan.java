package io.plateau.checkpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * The plan of a run's checkpoints: where, how often and how many.
 *
 * @param directory any Hadoop URI; a path without a scheme is of the default file system
 * @param everyEpochs epochs between checkpoints, or 0 not to count epochs
 * @param everyTime a checkpoint is due at the end of the first epoch after so long, or empty not to
 *     look at the time
 * @param keep valid checkpoints that are kept, at least 2
 * @param resume whether to resume from the newest checkpoint; else a folder with checkpoints is
 *     refused
 */
public record CheckpointPlan(
    String directory, int everyEpochs, Optional<Duration> everyTime, int keep, boolean resume) {
  public CheckpointPlan {
    if (everyEpochs < 0) {
      throw new IllegalArgumentException(
          "epochs between checkpoints must be at least 0, got " + everyEpochs);
    }
    if (everyTime.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw new IllegalArgumentException(
          "time between checkpoints must be positive, got " + everyTime.get());
    }
    if (everyEpochs == 0 && everyTime.isEmpty()) {
      throw new IllegalArgumentException(
          "checkpoints need a number of epochs or a time between them, got neither");
    }
    if (keep < 2) {
      throw new IllegalArgumentException(
          "at least 2 checkpoints must be kept, so that one may be damaged; got " + keep);
    }
  }
}
