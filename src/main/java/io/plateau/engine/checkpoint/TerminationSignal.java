package io.plateau.engine.checkpoint;

import io.plateau.train.StopRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Turns the first SIGTERM into a request to stop: the training ends after the round under way,
 * writes a last checkpoint, and the process goes its ordinary way out. A second one ends the
 * process at once.
 */
public final class TerminationSignal {
  /** What a process should exit with that stopped on request and can be resumed. */
  public static final int RESUMABLE = 7;

  /** What SIGTERM gives a process that does not handle it. */
  private static final int TERMINATED = 143;

  private TerminationSignal() {}

  /** Watches from now on, until the process ends. */
  public static void stops(StopRequest request) {
    AtomicBoolean before = new AtomicBoolean();
    new IrqHandler(
            "TERM",
            signal -> {
              request.make();
              if (before.getAndSet(true)) {
                Runtime.getRuntime().exit(TERMINATED);
              }
            })
        .bind();
  }
}
