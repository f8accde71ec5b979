package io.plateau.engine;

import io.plateau.nn.Workspace;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * What a task computes in, kept by the executor for the next task. Nothing in it outlives a task's
 * use as a value, so retried and speculative tasks are safe: each has its own while it runs.
 */
final class Scratch {
  private static final ConcurrentLinkedDeque<SoftReference<Scratch>> IDLE =
      new ConcurrentLinkedDeque<>();

  final Workspace workspace = new Workspace();
  final BatchBuffer buffer = new BatchBuffer();

  private Scratch() {}

  /** Lends a scratch for the time of {@code work}. */
  static <R> R with(Function<Scratch, R> work) {
    Scratch scratch = null;
    while (scratch == null) {
      SoftReference<Scratch> idle = IDLE.pollFirst();
      scratch = idle == null ? new Scratch() : idle.get();
    }
    R result = work.apply(scratch);
    IDLE.addFirst(new SoftReference<>(scratch));
    return result;
  }
}
