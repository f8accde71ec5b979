package io.plateau.checkpoint;

import java.time.Clock;
import java.time.Duration;

/**
 * Clock and periods of a lease, for tests to set.
 *
 * @param heartbeat time between two signs of life
 * @param expiry time without one after which a lease is stale; several heartbeats
 * @param clock tells how long a lease has been silent
 * @param pause waits for a sign of life, and before a failed write is tried again
 */
record Timers(Duration heartbeat, Duration expiry, Clock clock, Pause pause) {
  static final Timers REAL = of(Clock.systemUTC(), Pause.REAL);

  /** The usual periods. */
  static Timers of(Clock clock, Pause pause) {
    return new Timers(Duration.ofSeconds(5), Duration.ofSeconds(30), clock, pause);
  }
}
