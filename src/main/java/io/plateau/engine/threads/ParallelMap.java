package io.plateau.engine.threads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Map of elements in parallel, in order: on as many threads as a task has processors ({@code
 * spark.task.cpus}), as many elements at a time. Results come in the order of the elements, so the
 * threads change no bit.
 *
 * @param <S> elements, taken by the task's own thread only
 * @param <T> results, which may be null
 */
public final class ParallelMap<S, T> implements Iterator<T> {
  private final Iterator<S> elements;
  private final Function<S, T> work;
  private final Crew crew;
  private final Queue<T> results = new LinkedList<>();

  ParallelMap(Iterator<S> elements, Function<S, T> work, Crew crew) {
    this.elements = elements;
    this.work = work;
    this.crew = crew;
  }

  /** Runs {@code use} over the results; no thread is at work any more when it returns. */
  public static <S, T, R> R map(
      Iterator<S> elements, Function<S, T> work, Function<Iterator<T>, R> use) {
    TaskContext context = TaskContext.get();
    try (Crew crew = new Crew(context == null ? 1 : Math.max(1, context.cpus()))) {
      return map(elements, work, crew, use);
    }
  }

  /** The same on the threads of a crew. */
  public static <S, T, R> R map(
      Iterator<S> elements, Function<S, T> work, Crew crew, Function<Iterator<T>, R> use) {
    TaskContext context = TaskContext.get();
    Function<S, T> unlessKilled =
        element -> {
          requireAlive(context);
          return work.apply(element);
        };
    return use.apply(new ParallelMap<>(elements, unlessKilled, crew));
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
    return !results.isEmpty() || elements.hasNext();
  }

  @Override
  public T next() {
    if (results.isEmpty()) {
      List<S> some = new ArrayList<>();
      while (some.size() < crew.threads() && elements.hasNext()) {
        some.add(elements.next());
      }
      List<T> made = new ArrayList<>(Collections.nCopies(some.size(), null));
      crew.each(some.size(), i -> made.set(i, work.apply(some.get(i))));
      results.addAll(made);
    }
    return results.remove();
  }
}
