package io.plateau.checkpoint;

import io.plateau.files.LocalErrors;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Patient writing of checkpoints: a failed write is tried again after longer and longer pauses; a
 * checkpoint that fails altogether is reported and training continues; several in a row end it,
 * since a night's work without a checkpoint is what checkpoints are there to prevent.
 */
final class Saving {
  private static final Logger LOG = LoggerFactory.getLogger(Saving.class);

  /** Writes of one checkpoint before it counts as failed; each pause is twice the one before. */
  static final int TRIES = 4;

  /** Failed checkpoints in a row that end the training. */
  static final int FAILURES = 3;

  private final Pause pause;
  private final Duration first;
  private int failures;

  /**
   * @param first pause between two writes of one checkpoint
   */
  Saving(Pause pause, Duration first) {
    this.pause = pause;
    this.first = first;
  }

  /**
   * Whether it was written.
   *
   * @throws CheckpointException.NotWritable after several in a row that were not
   */
  boolean save(String what, LocalErrors.Action write) {
    IOException last = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) {
        pause.quietly(first.multipliedBy(1L << (attempt - 1)));
      }
      try {
        write.run();
        failures = 0;
        return true;
      } catch (IOException e) {
        last = e;
      }
    }
    failures++;
    if (failures >= FAILURES) {
      throw new CheckpointException.NotWritable(
          "%d checkpoints in a row could not be written, the last being %s: %s; make room or give another folder, then resume"
              .formatted(failures, what, reason(last)),
          last);
    }
    LOG.warn("{} could not be written in {} attempts: {}", what, TRIES, reason(last));
    return false;
  }

  /** The first line: HDFS puts the stack of its server into the others. */
  static String reason(Exception e) {
    return e.toString().lines().findFirst().orElse("");
  }
}
