package io.plateau.cli;

import io.plateau.train.StopRequest;
import java.util.function.IntConsumer;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Turns the first SIGTERM into a request to stop: the training ends after the round under way,
 * writes a last checkpoint, and the process goes its ordinary way out. A second one ends the
 * process at once, and so does the first after {@link #close}.
 */
public final class TerminationSignal implements AutoCloseable {
  /** What SIGTERM gives a process that does not handle it. */
  private static final int TERMINATED = 143;

  private final StopRequest request;
  private final IntConsumer exit;
  private boolean handling = true;

  TerminationSignal(StopRequest request, IntConsumer exit) {
    this.request = request;
    this.exit = exit;
  }

  /** Watches from now on, until it is closed. */
  public static TerminationSignal stops(StopRequest request) {
    TerminationSignal watch = new TerminationSignal(request, Runtime.getRuntime()::exit);
    new IrqHandler("TERM", signal -> watch.came()).bind();
    return watch;
  }

  /** What a SIGTERM does. */
  void came() {
    if (mayHandle()) {
      request.make();
    } else {
      exit.accept(TERMINATED);
    }
  }

  private synchronized boolean mayHandle() {
    boolean now = handling;
    handling = false;
    return now;
  }

  /**
   * The training is over: from now on SIGTERM ends the process as it does without this. It stays
   * bound, for the JVM gives its own handler back to nobody who asked through Hadoop.
   */
  @Override
  public synchronized void close() {
    handling = false;
  }
}
