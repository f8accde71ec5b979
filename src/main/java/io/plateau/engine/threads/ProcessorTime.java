package io.plateau.engine.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.DoubleUnaryOperator;

/** Time that work takes of a processor, whatever else the processor does meanwhile. */
public final class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ProcessorTime() {}

  /**
   * Seconds that work of this thread takes once its code is compiled: those of the fastest time.
   *
   * @param enough seconds for which it is repeated, by the fastest time so far; it is done twice at
   *     least
   */
  public static double fastest(DoubleUnaryOperator enough, Runnable work) {
    double fastest = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int made = 0; made < 2 || spent < enough.applyAsDouble(fastest); made++) {
      double started = now();
      work.run();
      double took = now() - started;
      fastest = Math.min(fastest, took);
      spent += took;
    }
    return fastest;
  }

  /** Seconds of this thread, or of the clock where the system does not count those. */
  private static double now() {
    return 1e-9
        * (THREADS.isCurrentThreadCpuTimeSupported()
            ? THREADS.getCurrentThreadCpuTime()
            : System.nanoTime());
  }
}
