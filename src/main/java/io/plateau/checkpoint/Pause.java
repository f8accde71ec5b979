package io.plateau.checkpoint;

import java.time.Duration;

/** A wait; that of tests takes no time. */
@FunctionalInterface
interface Pause {
  void last(Duration time) throws InterruptedException;

  /** By the clock on the wall. */
  Pause REAL = time -> Thread.sleep(time.toMillis());

  /** Waits; an interrupted wait ends and leaves the thread interrupted. */
  default void quietly(Duration time) {
    try {
      last(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
