package io.plateau.engine;

import io.plateau.math.Counted;
import java.util.Locale;
import java.util.Optional;

/**
 * The seconds of a training by their use, without packing of the rows and without the estimate of
 * the time before the first epoch.
 *
 * @param compute while the executor that worked longest in each round did so
 * @param waiting in rounds otherwise: sending weights, starting tasks, collecting what they made
 * @param driver between rounds: updates, checkpoints, listeners
 * @param rounds of training; those that measure validation rows count for the seconds alone
 * @param advice how to wait less, or empty where rounds mostly compute
 */
public record TrainingTime(
    double compute, double waiting, double driver, long rounds, Optional<String> advice) {

  /** The seconds of one round, and the advice. */
  @Override
  public String toString() {
    double each = 1000.0 / Math.max(1, rounds);
    return String.format(
            Locale.ROOT,
            "%s, each %.1f ms computing, %.1f ms waiting, %.1f ms on the driver",
            Counted.of(rounds, "round"),
            compute * each,
            waiting * each,
            driver * each)
        + advice.map(words -> "; " + words).orElse("");
  }
}
