package io.plateau.engine.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that share the parts of short jobs with the thread that asks: a job of a millisecond is
 * handed over in microseconds, since threads spin for a while before they park. Which thread does
 * which part is left to chance, so that parts must not depend on it. Closing ends the threads.
 */
public final class Crew implements AutoCloseable {
  /** Nanoseconds for which a thread spins: more than passes between two jobs of one step. */
  private static final long SPIN = 100_000;

  private static final Job NONE = new Job(0, part -> {}, null);

  /** Of the caller alone. */
  public static final Crew ALONE = new Crew(1);

  private final Thread[] helpers;
  private volatile Job job = NONE;
  private volatile boolean closed;

  /**
   * @param threads at work, the caller's included, at least 1
   */
  public Crew(int threads) {
    helpers = new Thread[threads - 1];
    try {
      for (int i = 0; i < helpers.length; i++) {
        helpers[i] = new Thread(this::help, "plateau step " + (i + 1));
        helpers[i].setDaemon(true);
        helpers[i].start();
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** The threads at work, the caller's included. */
  public int threads() {
    return 1 + helpers.length;
  }

  /**
   * Does each part from 0 to {@code parts − 1}, and returns when all are done. Throws what a part
   * throws; of several, one.
   */
  public void each(int parts, IntConsumer work) {
    if (helpers.length == 0 || parts <= 1) {
      for (int part = 0; part < parts; part++) {
        work.accept(part);
      }
      return;
    }
    Job next = new Job(parts, work, Thread.currentThread());
    job = next;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    next.help();
    next.await();
  }

  private void help() {
    Job last = NONE;
    while (!closed) {
      long until = System.nanoTime() + SPIN;
      while (job == last && !closed) {
        if (System.nanoTime() < until) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      last = job;
      last.help();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  /** The parts of one job, taken by whoever is free. */
  private static final class Job {
    private final int parts;
    private final IntConsumer work;
    private final Thread asking;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    Job(int parts, IntConsumer work, Thread asking) {
      this.parts = parts;
      this.work = work;
      this.asking = asking;
    }

    void help() {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        try {
          work.accept(part);
        } catch (Throwable e) {
          failure = e;
        }
        if (done.incrementAndGet() == parts && Thread.currentThread() != asking) {
          LockSupport.unpark(asking);
        }
      }
    }

    void await() {
      long until = System.nanoTime() + SPIN;
      while (done.get() < parts) {
        if (System.nanoTime() < until) {
          Thread.onSpinWait();
        } else {
          // Nanoseconds, since a thread that is interrupted would not park at all but must wait.
          LockSupport.parkNanos(this, SPIN);
        }
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
    }
  }
}
