package io.plateau.engine.threads;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Map of elements in parallel, in order: on as many threads as a task has processors ({@code
 * spark.task.cpus}), some ahead of their use. Results come in the order of the elements, so the
 * threads change no bit.
 *
 * @param <S> elements, taken by the task's own thread only
 * @param <T> results
 */
public final class ParallelMap<S, T> implements Iterator<T> {
  private final Iterator<S> elements;
  private final Function<S, T> work;
  private final int threads;
  private final ExecutorService pool;
  private final Deque<Future<T>> running = new ArrayDeque<>();

  private ParallelMap(
      Iterator<S> elements, Function<S, T> work, int threads, ExecutorService pool) {
    this.elements = elements;
    this.work = work;
    this.threads = threads;
    this.pool = pool;
  }

  /** Runs {@code use} over the results; all threads have ended when it returns. */
  public static <S, T, R> R map(
      Iterator<S> elements, Function<S, T> work, Function<Iterator<T>, R> use) {
    TaskContext context = TaskContext.get();
    int threads = context == null ? 1 : Math.max(1, context.cpus());
    Function<S, T> unlessKilled =
        element -> {
          requireAlive(context);
          return work.apply(element);
        };
    if (threads == 1) {
      return use.apply(new ParallelMap<>(elements, unlessKilled, 1, null));
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return use.apply(new ParallelMap<>(elements, unlessKilled, threads, pool));
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * @param context of a task, or null outside of tasks
   * @throws TaskKilledException where the task was canceled
   */
  public static void requireAlive(TaskContext context) {
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException("the task was canceled");
    }
  }

  @Override
  public boolean hasNext() {
    return !running.isEmpty() || elements.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (pool == null) {
      return work.apply(elements.next());
    }
    while (running.size() < threads && elements.hasNext()) {
      S element = elements.next();
      running.add(pool.submit(() -> work.apply(element)));
    }
    try {
      return running.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskKilledException("the task was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
