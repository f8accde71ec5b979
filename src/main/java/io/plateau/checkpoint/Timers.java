package io.plateau.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Clock and periods of a lease, for tests to set.
 *
 * @param heartbeat time between two signs of life
 * @param expiry time without one after which a lease is stale; several heartbeats
 * @param clock tells how long a lease has been silent
 * @param pause waits for a sign of life, and before a failed write is tried again
 */
record Timers(Duration heartbeat, Duration expiry, InstantSource clock, Pause pause) {
  /** Those of a clock that nobody can set. */
  static final Timers REAL = of(() -> Instant.EPOCH.plusNanos(System.nanoTime()), Pause.REAL);

  /** The usual periods. */
  static Timers of(InstantSource clock, Pause pause) {
    return new Timers(Duration.ofSeconds(5), Duration.ofSeconds(30), clock, pause);
  }
}
